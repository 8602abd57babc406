// Ids: ClickUp's formats, plainly fake, the same on every run.
import t from 'tap'
import { Ids } from '../../src/model/ids.js'

const forms: readonly (readonly [make: (ids: Ids) => string, form: RegExp])[] = [
  [(ids) => ids.personalToken(7), /^pk_7_FAKE[A-Z0-9]{28}$/],
  [(ids) => ids.oauthToken(7), /^7_fa4e[0-9a-f]{60}$/],
  [(ids) => ids.code(), /^FAKE[A-Z0-9]{28}$/],
  [(ids) => ids.clientId(), /^FAKE[A-Z0-9]{28}$/],
  [(ids) => ids.clientSecret(), /^FAKE[A-Z0-9]{60}$/],
]

t.test('have their form, say that they are fake, and never come twice', async (t) => {
  for (const [make, form] of forms) {
    const ids = new Ids()
    const made = Array.from({ length: 300 }, () => make(ids))
    for (const id of made) if (!form.test(id)) t.fail(`${id} is not ${form}`)
    t.equal(new Set(made).size, made.length, String(form))
    t.equal(make(new Ids()), made[0], 'the same on every run')
  }
})

t.test('each kind counts for itself', async (t) => {
  const ids = new Ids()
  t.same([ids.next('a'), ids.next('a'), ids.next('b')], [1, 2, 1])
})

t.test('a snapshot is not changed by what comes after', async (t) => {
  const ids = new Ids()
  ids.next('a')
  const state = ids.snapshot()
  for (const round of [1, 2]) {
    t.equal(ids.next('a'), 2, `${round}`)
    ids.restore(state)
  }
})

t.test('an id that was given by hand is not made again, nor one before it', async (t) => {
  const makers: readonly ((ids: Ids) => string)[] = [
    (ids) => ids.space(),
    (ids) => ids.folder(),
    (ids) => ids.list(),
    (ids) => ids.task(),
    (ids) => ids.taskOrder(),
    (ids) => ids.comment(),
    (ids) => ids.history(),
    (ids) => ids.timeEntry(),
    (ids) => ids.uuid(),
    (ids) => ids.view('9001001'),
    (ids) => ids.template(),
    (ids) => ids.status('p1'),
  ]
  for (const make of makers) {
    const ids = new Ids()
    const [first, second, third] = [make(ids), make(ids), make(ids)]
    const other = new Ids()
    other.claim(second)
    other.claim(first)
    t.equal(make(other), third, `after ${second} comes ${third}`)
  }
  const ids = new Ids()
  for (const id of ['', '42', 'abc', '90010000000', '86zz', 'p1_abcd1234']) ids.claim(id)
  t.equal(ids.snapshot().size, 0, 'ids of other forms are nobody’s')
})

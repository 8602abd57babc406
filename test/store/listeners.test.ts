// Listeners: one that fails disturbs nobody.
import t from 'tap'
import { Listeners } from '../../src/store/listeners.js'

t.test('a listener that throws disturbs neither the others nor who notifies them', async (t) => {
  const failed: unknown[] = []
  const heard: string[] = []
  const listeners = new Listeners<[string]>((error) => failed.push(error))
  const [bad, worse] = [new Error('bad'), new Error('worse')]
  const fails = (error: Error) => () => {
    throw error
  }
  listeners.add(fails(bad), fails(worse))
  const remove = listeners.add(
    (text) => heard.push(text),
    () => heard.push('over'),
  )
  listeners.notify('one')
  remove()
  listeners.notify('two')
  listeners.add((text) => heard.push(text))
  listeners.end()
  listeners.notify('three')
  t.same(heard, ['one'])
  t.same(failed, [bad, bad, worse])
  t.equal(listeners.size, 0)
})

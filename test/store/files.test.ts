// The contents of files: where they are kept, and that none stays behind.
import { existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import t from 'tap'
import { Files, TemporaryFolder } from '../../src/store/files.js'

const bytes = (length: number) => new Uint8Array(length).fill(65)
const pathOf = (content: object) => String(Reflect.get(content, 'path'))

t.test('Files', async (t) => {
  await t.test('keep large contents on disk and small ones in memory, and give both back', async (t) => {
    const folder = new TemporaryFolder()
    const files = new Files(folder)
    const [small, large] = [files.keep(bytes(10)), files.keep(bytes(20_000))]
    t.same([small.size, large.size], [10, 20_000])
    t.same([small.read().length, large.read().toString()], [10, 'A'.repeat(20_000)])
    t.notOk('path' in small)
    t.ok(existsSync(pathOf(large)))
    folder.remove()
    t.notOk(existsSync(dirname(pathOf(large))))
  })
  await t.test('without a folder keep all in memory', async (t) => {
    t.notOk('path' in new Files().keep(bytes(20_000)))
    new TemporaryFolder().remove()
  })
  await t.test('remove what is no longer needed', async (t) => {
    const folder = new TemporaryFolder()
    const files = new Files(folder)
    const [first, second] = [files.keep(bytes(20_000)), files.keep(bytes(20_000))]
    files.keepOnly(new Set([second]))
    t.same(readdirSync(dirname(pathOf(first))), ['2'])
    files.keepOnly(new Set())
    t.same(readdirSync(dirname(pathOf(first))), [])
    folder.remove()
  })
  await t.test('ask to be looked through when they have grown', async (t) => {
    const folder = new TemporaryFolder()
    const files = new Files(folder, 30_000)
    files.keep(bytes(20_000))
    t.notOk(files.isUnseen)
    files.keep(bytes(20_000))
    t.ok(files.isUnseen)
    files.keepOnly(new Set())
    t.notOk(files.isUnseen)
    folder.remove()
  })
})

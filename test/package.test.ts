// The package as compilers find it, by each of TypeScript's ways to look for modules.
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import ts from 'typescript'

const ways = ['Node10', 'Node16', 'NodeNext', 'Bundler'] as const

t.test('the types of every entry are found', async (t) => {
  const folder = t.testdir({ node_modules: { 'clickup-mock': t.fixture('symlink', process.cwd()) } })
  for (const [name, entry] of [
    ['clickup-mock', 'dist/bundle/index'],
    ['clickup-mock/intercept', 'dist/bundle/register'],
  ] as const) {
    for (const way of ways) {
      const options = { moduleResolution: ts.ModuleResolutionKind[way] }
      for (const [program, kind, end] of [
        ['a.mts', ts.ModuleKind.ESNext, '.d.ts'],
        ['a.cts', ts.ModuleKind.CommonJS, '.d.cts'],
      ] as const) {
        const file = join(folder, program)
        const { resolvedModule } = ts.resolveModuleName(name, file, options, ts.sys, undefined, undefined, kind)
        const types = `${join(realpathSync(process.cwd()), entry)}${end}`
        t.equal(resolvedModule?.resolvedFileName, types, `${name} from ${program} by ${way}`)
      }
    }
  }
})

// The package as compilers find it, by each of TypeScript's ways to look for modules.
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import ts from 'typescript'

const ways = ['Node10', 'Node16', 'NodeNext', 'Bundler'] as const

t.test('the types of every entry are found', async (t) => {
  const folder = t.testdir({ node_modules: { 'clickup-mock': t.fixture('symlink', process.cwd()) } })
  for (const [name, types] of [
    ['clickup-mock', 'dist/index.d.ts'],
    ['clickup-mock/intercept', 'dist/intercept/register.d.ts'],
  ] as const) {
    for (const way of ways) {
      const options = { moduleResolution: ts.ModuleResolutionKind[way] }
      const { resolvedModule } = ts.resolveModuleName(name, join(folder, 'program.mts'), options, ts.sys)
      t.equal(resolvedModule?.resolvedFileName, join(realpathSync(process.cwd()), types), `${name} by ${way}`)
    }
  }
})

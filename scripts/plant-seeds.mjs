// Plants the built-in seeds, for every start to come: dist/seeds/<name>.planted.json. From what the compiler and derive.mjs have
// left in dist/.
import { readFileSync, writeFileSync } from 'node:fs'
import { Contract } from '../dist/contract/contract.js'
import { plantedText } from '../dist/fixtures/planted.js'
import { plantedWorld } from '../dist/fixtures/seed.js'
import { builtInFixtures } from '../dist/settings/options.js'

for (const name of builtInFixtures) {
  const file = (end) => new URL(`../dist/seeds/${name}${end}`, import.meta.url)
  const fixture = JSON.parse(readFileSync(file('.json'), 'utf8'))
  writeFileSync(file('.planted.json'), plantedText(await plantedWorld(fixture, Contract.load('mock'))))
}

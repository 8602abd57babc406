// Refuses to publish while package.json does not say whose package it is (the only place where the owner's name stands),
// and when the tag is not the version. `publishable.mjs [v1.2.3]`
import { readFileSync } from 'node:fs'

const { repository, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const [tag = `v${version}`] = process.argv.slice(2)
const problems = [
  repository.url.includes('/OWNER/') &&
    `package.json: repository.url is ${repository.url}; write the name of its owner in place of OWNER`,
  tag !== `v${version}` &&
    `the tag is ${tag}, but package.json says ${version}; tag v${version}, or change the version`,
].filter(Boolean)
for (const problem of problems) console.error(problem)
process.exit(problems.length ? 1 : 0)

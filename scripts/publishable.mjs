// Refuses to publish while package.json does not say whose package it is: the only place where the owner's name stands.
import { readFileSync } from 'node:fs'

const { repository } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
if (repository.url.includes('/OWNER/')) {
  console.error(`package.json: repository.url is ${repository.url}; write the name of its owner in place of OWNER`)
  process.exit(1)
}

// Every test may cover every source, since tests go over HTTP through the whole house; scripts are no product.
import { readdirSync } from 'node:fs'

const sources = readdirSync('src', { recursive: true })
  .map((path) => `src/${path}`)
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.gen.ts'))

/** They start programs of others, a browser, test runners, the compiler, or test no source at all: they need not cover anything. */
const ofOthers = /^test\/(dashboard\/(login|looks|views|webhooks)|runners|contributing|readme|examples|scripts|fuzz)\b/

// biome-ignore lint/style/noDefaultExport: tap asks for one
export default (file) => (ofOthers.test(file) ? null : sources)

// Every test may cover every source, since tests go over HTTP through the whole house; scripts are no product.
import { readdirSync } from 'node:fs'

const sources = readdirSync('src', { recursive: true })
  .map((path) => `src/${path}`)
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.gen.ts'))

// biome-ignore lint/style/noDefaultExport: tap asks for one
export default () => sources

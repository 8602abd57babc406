// Where the figures stand: the table in docs/speed.md, three of its figures in README.md, each between its marks.
import { readFileSync, writeFileSync } from 'node:fs'

const file = (name) => new URL(`../${name}`, import.meta.url)

/** The README's three, by the measure that docs/speed.md calls so. */
export const quoted = {
  call: 'GET /user: CPU of a call',
  start: 'Start of the command to the first answer',
  page: 'GetTasks, a page of 100 against Fastify serialising it: calls per second',
}

/** @param shown the median of a measure as the table shows it */
export function readmeSentence(shown) {
  return `Against bare Fastify that answers the same, with everything on: \`GET /user\` costs ${shown(quoted.call)} times the CPU, the
command is ready after ${shown(quoted.start)} times the time, and pages of 100 tasks come ${shown(quoted.page)} times as often
([docs/speed.md](docs/speed.md), measured by \`npm run bench\`).`
}

/** The text with what stands between `<!-- bench -->` and `<!-- /bench -->` replaced. */
export function between(text, inner) {
  const marks = /(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/
  if (!marks.test(text)) throw new Error('no <!-- bench --> marks')
  return text.replace(marks, (_, open, close) => `${open}${inner}\n${close}`)
}

/** Puts a run into both documents. */
export function writeDocuments(table, entries) {
  const shown = (what) => entries.find((one) => one.what === what).value
  for (const [name, inner] of [
    ['docs/speed.md', table],
    ['README.md', readmeSentence(shown)],
  ]) {
    writeFileSync(file(name), between(readFileSync(file(name), 'utf8'), inner))
  }
}

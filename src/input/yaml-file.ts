// YAML (or JSON) that a tester wrote: its value, and where in the file each part of it stands.
import { readFileSync, statSync } from 'node:fs'
import type { Alias, Document } from 'yaml'
import { nearest, suggestion } from './nearest.js'
import { InputError, type Problem, reject } from './problems.js'

/** A file that was read. */
export interface YamlFile {
  /** Undefined when nothing stands in it, or nothing but comments. */
  readonly value: unknown
  /** `file:line:column` of the part a JSON pointer names, or of the nearest part around it. */
  locate(pointer: string): string
}

/** More than any fixture needs; the parser takes seconds and about a hundred times the memory for it. */
const LARGEST = 4 * 1024 * 1024
/** How often all aliases together may repeat what they name; a few lines of YAML could ask for gigabytes. */
const MOST_ALIASES = 100

/** How many anchors, aliases and tags a file may have: the parser compares each of them with all the others. */
const MOST_MARKS = 1_000

/**
 * Reads a file. @throws InputError when it cannot be read or is not valid YAML, with line and column
 * @param names - what may be named in place of a file, for suggestions
 * @param begin - called before the parser begins, with the length of the text
 */
export async function readYamlFile(
  file: string,
  names: readonly string[] = [],
  begin: (length: number) => void = () => undefined,
): Promise<YamlFile> {
  const text = readText(file, names)
  begin(text.length)
  // Loaded here, not above: a start that reads no file of the tester's should not pay for the parser.
  const yaml = await import('yaml')
  const { isMap, isScalar, LineCounter, parseDocument, visit } = yaml
  refuseManyMarks(yaml, text, file)
  const lines = new LineCounter()
  // The parser compares each key with all before it: a large file would take minutes. Keys are compared below.
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error', uniqueKeys: false })
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${line}:${col}`
  }
  const whereIs = (node: unknown) => position(hasRange(node) ? node.range[0] : 0)
  const [error] = document.errors
  if (error) {
    const theirs = { what: error.message.replace(/( at line |\n)[\s\S]*$/, ''), right: undefined }
    const { what, right } = plainly[error.code] ?? theirs
    reject(position(error.pos[0]), what, right)
  }
  const aliases = new Aliases()
  const repeated: Problem[] = []
  visit(document, {
    Alias: (_, alias) => aliases.add(alias),
    Value: (_, node) => aliases.addAnchor(node),
    Map: (_, map) => {
      aliases.addAnchor(map)
      const { items } = map
      const keys = new Set<string>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        const name = String(key.value)
        const right = 'keep one of the two'
        if (keys.has(name)) repeated.push({ where: whereIs(key), what: `"${name}" stands there twice`, right })
        keys.add(name)
      }
    },
  })
  if (repeated.length) throw new InputError(repeated)
  if (file.endsWith('.json')) refuseBadJson(text, position)
  const locate = (pointer: string): string => {
    const path = pointer.split('/').slice(1).map(unescaped)
    for (let depth = path.length; depth > 0; depth--) {
      const parent: unknown = document.getIn(path.slice(0, depth - 1), true)
      const name = path[depth - 1]
      const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === name) : undefined
      const node: unknown = pair?.key ?? document.getIn(path.slice(0, depth), true)
      if (hasRange(node)) return position(node.range[0])
    }
    return whereIs(undefined)
  }
  return { value: withoutSchema(plainValue(document, aliases, whereIs)), locate }
}

/** The same problems with file, line and column, and the field after it. */
export function located(file: YamlFile, problems: readonly Problem[]): InputError {
  return new InputError(
    problems.map(({ where, what, right }) => ({
      where: file.locate(where),
      what: where.length > 1 ? `${where.slice(1).split('/').map(unescaped).join('.')}: ${what}` : what,
      ...(right && { right }),
    })),
  )
}

/** The parser's errors whose own words are meant for programmers. */
const plainly: Readonly<Record<string, { readonly what: string; readonly right: string }>> = {
  TAB_AS_INDENT: { what: 'tabs are not allowed as indentation', right: 'indent with spaces' },
  MULTIPLE_DOCS: { what: 'a second document begins here', right: 'write one document to a file' },
  RESOURCE_EXHAUSTION: { what: 'it is nested too deeply to be read', right: 'no fixture needs more than a few levels' },
}

/** The aliases of a document, given in the order in which they stand, and whether what they name stands before them. */
class Aliases {
  readonly #anchors = new Set<string>()
  last: Alias | undefined
  /** The first that names nothing. */
  lost: Alias | undefined

  addAnchor({ anchor }: { readonly anchor?: string | undefined }): void {
    if (anchor !== undefined) this.#anchors.add(anchor)
  }

  add(alias: Alias): void {
    this.last = alias
    if (!this.#anchors.has(alias.source)) this.lost ??= alias
  }
}

/** @throws InputError for aliases that name nothing or multiply; the parser does not say where they are */
function plainValue(document: Document, { lost, last }: Aliases, whereIs: (node: unknown) => string): unknown {
  if (lost) {
    const right = `write &${lost.source} before what it stands for, above this line`
    reject(whereIs(lost), `the alias *${lost.source} names nothing`, right)
  }
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES })
  } catch {
    reject(whereIs(last), 'its aliases repeat too much', 'write fewer of them')
  }
}

/** @throws InputError where the file has too many anchors, aliases and tags. They are counted before they are parsed. */
function refuseManyMarks({ Lexer, CST }: typeof import('yaml'), text: string, file: string): void {
  let marks = 0
  let line = 1
  let before = ''
  for (const token of new Lexer().lex(text)) {
    const isText = before === CST.SCALAR // words that begin like a mark are none
    if (!isText && /^[&*!]/.test(token)) marks += 1
    if (marks > MOST_MARKS) {
      const right = `a file may have ${MOST_MARKS} of them`
      reject(`${file}:${line}:1`, 'here are too many anchors, aliases and tags', right)
    }
    line += token.split('\n').length - 1
    before = token
  }
}

/** @throws InputError saying in plain words why it cannot be read */
function readText(file: string, names: readonly string[]): string {
  try {
    const { size } = statSync(file)
    if (size <= LARGEST) return readFileSync(file, 'utf8')
  } catch (error) {
    const [code = ''] = /\bE[A-Z]{4,}/.exec(String(error)) ?? []
    reject(
      file,
      unreadable.get(code) ?? `cannot be read (${error})`,
      nearest(file, names).length ? suggestion(file, names) : ['write its path', ...names].join(', or '),
    )
  }
  const right = `a file may have ${LARGEST / 1024 / 1024} MB`
  reject(`${file}:1:1`, 'it is too large', right)
}

const unreadable: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a folder, not a file'],
  ['EACCES', 'it may not be read by this user'],
])

/** `$schema` is for editors, which find the schema of a JSON file by it. Nothing is undefined. */
function withoutSchema(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$schema' in value)) return value ?? undefined
  const { $schema: _, ...rest } = value
  return rest
}

/** Whoever else reads the file reads JSON, which is less than YAML: no comma at an end, no comment. @throws InputError */
function refuseBadJson(text: string, position: (offset: number) => string): void {
  if (text.trim() === '') return
  try {
    JSON.parse(text)
  } catch (error) {
    const [, at = 0] = /at position (\d+)/.exec(String(error)) ?? [] // most messages have it
    const what = String(error).replace(/^SyntaxError: | (in JSON )?at position[\s\S]*$/g, '')
    reject(position(Number(at)), `it is not valid JSON: ${what}`, 'mend it, or call the file .yaml')
  }
}

/** One step of a JSON pointer as it stands in the file. */
function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
}

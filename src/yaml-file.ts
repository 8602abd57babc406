// YAML (or JSON) that a tester wrote: its value, and where in the file each part of it stands.
import { readFileSync } from 'node:fs'
import { InputError, type Problem } from './errors.js'

/** A file that was read. */
export interface YamlFile {
  readonly value: unknown
  /** `file:line:column` of the part a JSON pointer names, or of the nearest part around it. */
  locate(pointer: string): string
}

/** Reads a file. @throws InputError when it cannot be read or is no YAML, with line and column */
export async function readYamlFile(file: string): Promise<YamlFile> {
  // Loaded here, not above: a start that reads no file of the tester's should not pay for the parser.
  const { isMap, LineCounter, parseDocument } = await import('yaml')
  const lines = new LineCounter()
  const document = parseDocument(readText(file), { lineCounter: lines })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${line}:${col}`
  }
  const [error] = document.errors
  if (error) {
    const what = error.message.split('\n')[0]?.replace(/ at line .*$/, '') ?? error.message
    throw new InputError([{ where: place(error.pos[0]), what }])
  }
  const locate = (pointer: string): string => {
    const path = pointer
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    for (let depth = path.length; depth > 0; depth--) {
      const parent: unknown = document.getIn(path.slice(0, depth - 1), true)
      const name = path[depth - 1]
      const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === name) : undefined
      const node: unknown = pair?.key ?? document.getIn(path.slice(0, depth), true)
      if (hasRange(node)) return place(node.range[0])
    }
    return place(0)
  }
  return { value: document.toJS({ maxAliasCount: 100 }) ?? {}, locate }
}

/** The same problems, told by file, line and column, with the field after it. */
export function located(file: YamlFile, problems: readonly Problem[]): InputError {
  return new InputError(
    problems.map(({ where, what, right }) => ({
      where: file.locate(where),
      what: where.length > 1 ? `${where.slice(1).replaceAll('/', '.')}: ${what}` : what,
      ...(right && { right }),
    })),
  )
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new InputError([{ where: file, what: `cannot be read (${error instanceof Error ? error.message : error})` }])
  }
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
}

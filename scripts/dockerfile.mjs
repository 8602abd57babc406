// Reads the part of the Dockerfile language that ours uses. Anything else is an error: what is not understood is not run.

/** Flags each instruction may have. */
const flags = {
  FROM: [],
  WORKDIR: [],
  COPY: ['from'],
  RUN: [],
  ENV: [],
  USER: [],
  EXPOSE: [],
  HEALTHCHECK: ['interval', 'timeout', 'start-period', 'retries'],
  ENTRYPOINT: [],
  CMD: [],
}

/** How the rest of a line is read, by instruction. */
const readers = {
  FROM: (text) => {
    const [, image, name] = match(text, /^(\S+)(?:\s+AS\s+(\S+))?$/i)
    return { image, ...(name && { name }) }
  },
  WORKDIR: (text) => ({ path: match(text, /^(\/\S*)$/)[1] }),
  COPY: (text) => {
    const paths = text.split(/\s+/)
    if (paths.length < 2) throw new Error('it needs a source and a destination')
    return { sources: paths.slice(0, -1), destination: paths.at(-1) }
  },
  RUN: (text) => ({ command: text }),
  ENV: (text) => ({
    variables: Object.fromEntries(text.split(/\s+/).map((pair) => match(pair, /^(\w+)=([^"']*)$/).slice(1))),
  }),
  USER: (text) => ({ user: match(text, /^(\w+)$/)[1] }),
  EXPOSE: (text) => ({ port: Number(match(text, /^(\d+)$/)[1]) }),
  HEALTHCHECK: (text) => ({ command: execForm(match(text, /^CMD\s+(.*)$/)[1]) }),
  ENTRYPOINT: (text) => ({ command: execForm(text) }),
  CMD: (text) => ({ command: execForm(text) }),
}

/** The stages of a Dockerfile, each with its steps in order. @throws Error with the line of what is not understood */
export function parseDockerfile(source) {
  const stages = []
  for (const { text, line } of logicalLines(source)) {
    try {
      const step = parseStep(text)
      if (step.instruction === 'FROM')
        stages.push({ image: step.image, name: step.name ?? String(stages.length), steps: [] })
      else if (stages.length === 0) throw new Error('it stands before the first FROM')
      else stages.at(-1).steps.push({ line, text, ...step })
    } catch (error) {
      throw new Error(`Dockerfile:${line}: ${text}: ${error.message}`)
    }
  }
  if (stages.length === 0) throw new Error('Dockerfile: it has no FROM')
  return stages
}

function parseStep(text) {
  const [, word, tail] = match(text, /^(\S+)\s+(.*)$/)
  const instruction = word.toUpperCase()
  const read = readers[instruction]
  if (!read) throw new Error('this instruction is not understood')
  if (text.includes('$')) throw new Error('variables are not understood')
  const given = {}
  let rest = tail
  for (let flag = /^--([\w-]+)=(\S+)\s+/.exec(rest); flag; flag = /^--([\w-]+)=(\S+)\s+/.exec(rest)) {
    if (!flags[instruction].includes(flag[1])) throw new Error(`the flag --${flag[1]} is not understood`)
    given[flag[1]] = flag[2]
    rest = rest.slice(flag[0].length)
  }
  return { instruction, flags: given, ...read(rest) }
}

/** Lines without comments, joined where a backslash ends one. */
function logicalLines(source) {
  const lines = []
  let open
  for (const [index, raw] of source.split(/\r?\n/).entries()) {
    const text = raw.trim()
    if (text === '' || text.startsWith('#')) continue
    const continues = text.endsWith('\\')
    const part = continues ? text.slice(0, -1).trim() : text
    open = open ? { ...open, text: `${open.text} ${part}` } : { text: part, line: index + 1 }
    if (continues) continue
    lines.push(open)
    open = undefined
  }
  if (open) throw new Error(`Dockerfile:${open.line}: it does not end`)
  return lines
}

/** `["node", "x"]`; the shell form would put a shell between the signal and the program. */
function execForm(text) {
  const command = JSON.parse(text)
  if (!Array.isArray(command) || command.length === 0 || !command.every((part) => typeof part === 'string')) {
    throw new Error('it has to be a list of words, ["program", "argument"]')
  }
  return command
}

function match(text, pattern) {
  const found = pattern.exec(text)
  if (!found) throw new Error(`"${text}" is not understood`)
  return found
}

/** Which files .dockerignore lets through: `*`, and paths with or without `!`; the last line that fits decides. */
export function dockerIgnore(source) {
  const rules = source
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ keep: line.startsWith('!'), path: line.replace(/^!/, '') }))
  const unknown = rules.find(({ path }) => path !== '*' && /[*?[\]]/.test(path))
  if (unknown) throw new Error(`.dockerignore: "${unknown.path}" is not understood`)
  return (file) =>
    rules.findLast(({ path }) => path === '*' || file === path || file.startsWith(`${path}/`))?.keep ?? true
}

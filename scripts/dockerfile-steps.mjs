// Builds and runs the Dockerfile's own steps without a Docker engine: each stage is a clean folder, the base image is
// the Node that runs this script. Then: healthy by its HEALTHCHECK, answering a user, stopped by SIGTERM with exit 0.
// `dockerfile-steps.mjs --list [file]` only prints the steps that were understood, as JSON.
import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { dockerIgnore, parseDockerfile } from './dockerfile.mjs'

const repository = join(dirname(fileURLToPath(import.meta.url)), '..')
const [mode, file = join(repository, 'Dockerfile')] = process.argv.slice(2)
const stages = parseDockerfile(readFileSync(file, 'utf8'))
const NODE_USER = { uid: 1000, gid: 1000 } // `node` in the official images
const STARTS = 60 // tries of the HEALTHCHECK, half a second apart
const STOPS = 10_000 // ms that `docker stop` waits before it kills

/** What each instruction does to a stage. */
const runners = {
  WORKDIR: (stage, { path }) => {
    stage.workdir = path
    mkdirSync(inside(stage, '.'), { recursive: true })
  },
  ENV: (stage, { variables }) => Object.assign(stage.env, variables),
  USER: (stage, { user }) => {
    stage.user = user
  },
  EXPOSE: (stage, { port }) => {
    stage.port = port
  },
  HEALTHCHECK: (stage, { command }) => {
    stage.healthcheck = command
  },
  ENTRYPOINT: (stage, { command }) => {
    stage.entrypoint = command
  },
  CMD: (stage, { command }) => {
    stage.command = command
  },
  RUN: (stage, { command }) => {
    const { status } = spawnSync('sh', ['-c', command], {
      cwd: inside(stage, '.'),
      env: { ...outsideEnvironment(), npm_config_prefer_offline: 'true', ...stage.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    assert.equal(status, 0, `RUN ${command} failed`)
  },
  COPY: (stage, { sources, destination, flags }, { context, built }) => {
    const to = inside(stage, destination)
    for (const source of sources) {
      const from = flags.from ? inside(stageNamed(built, flags.from), source) : join(context, source)
      assert.ok(existsSync(from), `${source} is not there; .dockerignore and git decide what can be copied`)
      // As Docker does: a folder's content goes into the destination, a file goes into it when it ends in a slash.
      const name = statSync(from).isDirectory() || !destination.endsWith('/') ? to : join(to, source.split('/').at(-1))
      cpSync(from, name, { recursive: true, verbatimSymlinks: true })
    }
  },
}

if (mode === '--list') console.log(JSON.stringify(stages, null, 2))
else {
  const folder = mkdtempSync(join(tmpdir(), 'dockerfile-'))
  chmodSync(folder, 0o755) // USER node has to get in
  try {
    await tryImage(build(folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs every stage; the last one is the image. */
function build(folder) {
  const context = join(folder, 'context')
  const keep = dockerIgnore(readFileSync(join(repository, '.dockerignore'), 'utf8'))
  for (const path of checkedOut().filter((name) => keep(name) && existsSync(join(repository, name)))) {
    cpSync(join(repository, path), join(context, path))
  }
  const built = new Map()
  for (const { name, image, steps } of stages) {
    const major = process.versions.node.split('.')[0]
    assert.equal(
      image.match(/^node:(\d+)/)?.[1],
      major,
      `${image}: this is Node ${major}, which cannot stand in for it`,
    )
    const stage = { root: join(folder, `stage-${name}`), workdir: '/', env: {}, user: 'root' }
    mkdirSync(stage.root)
    for (const step of steps) {
      const started = Date.now()
      runners[step.instruction](stage, step, { context, built })
      const took = Date.now() - started
      console.log(`${name}: ${step.text}${took > 500 ? `  (${(took / 1000).toFixed(1)} s)` : ''}`)
    }
    built.set(name, stage)
  }
  return [...built.values()].at(-1)
}

/** What git tracks, as it stands now; where there is no git, every file. */
function checkedOut() {
  const git = spawnSync('git', ['ls-files', '-z'], { cwd: repository, encoding: 'utf8' })
  if (git.status === 0) return git.stdout.split('\0').filter(Boolean)
  const names = readdirSync(repository, { recursive: true })
  return names.filter((name) => statSync(join(repository, name)).isFile())
}

function stageNamed(built, name) {
  const stage = built.get(name)
  assert.ok(stage, `there is no stage ${name} above; images are not copied from here`)
  return stage
}

/** Where a path of the container is on this machine. */
function inside({ root, workdir }, path) {
  return join(root, resolve(workdir, path))
}

/** The machine's own, without what would change the build; how it reaches the registry stays. */
function outsideEnvironment() {
  const changing = /^(npm_(package|lifecycle|config_(local_prefix|omit|include))|NODE_(ENV|OPTIONS)$|CLICKUP_|_?TAP)/i
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !changing.test(name)))
}

/** Runs the image as an engine would and asks it what a client asks. */
async function tryImage(image) {
  assert.equal(image.user, 'node', 'it does not run as root')
  assert.ok(!existsSync(inside(image, 'node_modules/typescript')), 'no tool of the build is left in it')
  const size = execFileSync('du', ['-sk', image.root], { encoding: 'utf8' }).split('\t')[0]
  console.log(`on top of its base image it holds ${(Number(size) / 1024).toFixed(1)} MB`)

  const port = await freePort()
  const options = {
    cwd: inside(image, '.'),
    env: { PATH: process.env.PATH, ...image.env, CLICKUP_MOCK_PORT: String(port) },
    ...identity(),
  }
  const usual = JSON.parse(
    output(image, ['env', '--format', 'json'], { ...options, env: { ...options.env, CLICKUP_MOCK_PORT: '' } }),
  )
  assert.equal(new URL(usual.CLICKUP_MOCK_URL).port, String(image.port), 'EXPOSE names the port it listens on')

  const [program, ...args] = [...image.entrypoint, ...image.command]
  const container = spawn(program, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] })
  const stopped = once(container, 'exit')
  try {
    await untilHealthy(image, options, container)
    await answersUser(port, usual.CLICKUP_API_TOKEN)
    container.kill('SIGTERM')
    const [code, signal] = await Promise.race([stopped, wait(STOPS, ['still running', null], { ref: false })])
    assert.deepEqual({ code, signal }, { code: 0, signal: null }, 'SIGTERM ends it in good order')
    console.log('SIGTERM: exit 0')
  } finally {
    container.kill('SIGKILL')
  }
}

async function untilHealthy({ healthcheck: [program, ...args] }, options, container) {
  for (let tries = 1; tries <= STARTS; tries++) {
    assert.equal(container.exitCode, null, 'it runs')
    if (spawnSync(program, args, { ...options, stdio: 'ignore' }).status === 0) {
      console.log(`healthy at check ${tries}`)
      return
    }
    await wait(500)
  }
  assert.fail('it did not become healthy')
}

/** At an address of the machine that is not the loopback, where it has one: a container is reached from outside. */
async function answersUser(port, token) {
  const addresses = Object.values(networkInterfaces()).flat()
  const { address } = addresses.find(({ family, internal }) => family === 'IPv4' && !internal) ?? {
    address: '127.0.0.1',
  }
  const url = `http://${address}:${port}/api/v2/user`
  const answer = await fetch(url, { headers: { Authorization: token }, signal: AbortSignal.timeout(STOPS) })
  const body = await answer.json()
  assert.equal(answer.status, 200)
  assert.equal(typeof body.user?.username, 'string')
  console.log(`GET ${url}: 200, ${body.user.username}`)
}

function output({ entrypoint: [program, ...first] }, args, options) {
  return execFileSync(program, [...first, ...args], { ...options, encoding: 'utf8' })
}

/** USER node: as that user, where this machine lets us become it. */
function identity() {
  if (process.getuid?.() !== 0) return {}
  if (spawnSync('node', ['--version'], { ...NODE_USER, cwd: '/' }).status === 0) return NODE_USER
  console.log('USER node: this machine does not let us become another user; run as root')
  return {}
}

async function freePort() {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

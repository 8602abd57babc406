// `clickup-mock open`: the dashboard in the browser of this machine.
import { spawn } from 'node:child_process'
import { clientOf } from './target.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** What opens an address on a platform; elsewhere it is xdg-open, where there is a screen. */
const openers: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** ms */
const PATIENCE = 2_000

/** Prints the address, and opens it where something opens addresses. @throws InputError when no mock answers */
export async function open(line: CheckedLine, terminal: Terminal): Promise<number> {
  const mock = await clientOf(line, terminal)
  await mock.call('health')
  const address = `${mock.url}/__mock/`
  terminal.stdout.write(`${address}\n`)
  const opener = openerHere(terminal.env)
  if (!opener || !(await opened([...opener, address], terminal.env))) {
    terminal.stderr.write('clickup-mock: no browser can be opened from here: open the address yourself\n')
  }
  return 0
}

/** Undefined where there is no screen: xdg-open would look for a browser that draws in the terminal. */
function openerHere({ DISPLAY, WAYLAND_DISPLAY }: Terminal['env']) {
  return openers[process.platform] ?? (DISPLAY || WAYLAND_DISPLAY ? (['xdg-open'] as const) : undefined)
}

/** Whether the command could be run. One that is still busy after a while has become the browser. */
function opened([command = '', ...args]: readonly string[], env: Terminal['env']): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true, env: { ...env } })
    child.unref()
    const isBusy = setTimeout(() => resolve(true), PATIENCE)
    const settle = (isContent: boolean) => {
      clearTimeout(isBusy)
      resolve(isContent)
    }
    child.once('error', () => settle(false))
    child.once('exit', (code) => settle(code === 0))
  })
}

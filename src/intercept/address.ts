// Where the mock is: an option or a variable, read and prepared for the connections.
import { InputError } from '../input/problems.js'
import { isClickUp } from './hosts.js'

/** The address of a mock, or of one of its sandboxes. */
export interface MockAddress {
  /** In one form: two addresses of this value are the same. */
  readonly url: string
  readonly secure: boolean
  readonly host: string
  readonly port: number
  /** For the header Host. */
  readonly authority: string
  /** What stands before the path of each request: `/s/<name>`, or nothing. */
  readonly prefix: string
}

/** Where the address comes from when no option gives it. */
export const ADDRESS_VARIABLE = 'CLICKUP_MOCK_URL'

const DEFAULT_ADDRESS = 'http://127.0.0.1:2558'

/** The address in force: the option, or the variable as it is now, or the port that `clickup-mock start` takes. */
export function currentAddress(option: string | undefined): MockAddress | InputError {
  if (option !== undefined) return readAddress(option, 'option url')
  return readAddress(process.env[ADDRESS_VARIABLE] || DEFAULT_ADDRESS, ADDRESS_VARIABLE)
}

/** An InputError when it is not the address of a mock. Not thrown: a bad variable fails the request, not the program. */
export function readAddress(text: string, where: string): MockAddress | InputError {
  const wrong = whatIsWrong(text)
  if (wrong) {
    const right = `give the mock's own address, as in ${DEFAULT_ADDRESS} or ${DEFAULT_ADDRESS}/s/<sandbox>`
    return new InputError([{ where, what: `"${text}" ${wrong}`, right }])
  }
  const { protocol, hostname, port, host, pathname } = new URL(text)
  const prefix = withoutSlash(pathname)
  const secure = protocol === 'https:'
  return {
    url: `${protocol}//${host}${prefix}`,
    secure,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 443 : 80),
    authority: host,
    prefix,
  }
}

function whatIsWrong(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return 'is not an http address'
  const { hostname, pathname } = new URL(text)
  if (isClickUp(hostname)) return 'is ClickUp itself'
  if (/\/api(\/v\d+)?$/.test(withoutSlash(pathname))) return 'is a base URL; the path comes with each request'
  return undefined
}

function withoutSlash(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '')
}

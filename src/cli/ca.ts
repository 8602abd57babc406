// `clickup-mock ca`: what clients have to trust to reach the mock by https.
import { authorityIn } from '../server/certificate.js'
import { optionSpecs } from '../settings/options.js'
import { givenOptions } from './given-options.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** Prints the certificate in PEM. @throws InputError when the folder cannot be used */
export async function ca(line: CheckedLine, terminal: Terminal): Promise<number> {
  const { read, default: usual } = optionSpecs.tlsFolder
  const { tlsFolder = { value: usual, where: '' } } = await givenOptions(line, terminal.env)
  const { cert } = await authorityIn(read(tlsFolder.value, tlsFolder.where))
  terminal.stdout.write(cert)
  return 0
}

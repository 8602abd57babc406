// A key and a certificate that nobody trusts, made anew for each run: none lies in the repository.
import { generate } from 'selfsigned'

/** Key and certificate of a name and an address, one behind the other, in PEM. */
export async function selfSigned(name: string, address: string): Promise<string> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: name },
          { type: 7, ip: address },
        ],
      },
    ],
  })
  return `${key}\n${cert}`
}

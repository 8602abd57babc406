// The certificate for https: the tester's own, or one that a CA of the mock's own signs for the names of ClickUp.
import { X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { reject } from '../input/problems.js'

/** A certificate with its key, in PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** The names under which clients reach the mock: ClickUp's, and those of this machine and of a container. */
const NAMES = ['api.clickup.com', 'app.clickup.com', 'localhost', 'clickup-mock'] as const
const ADDRESSES = ['127.0.0.1', '::1'] as const
const DAY = 86_400_000
/** Clients refuse a certificate that is good for longer (Apple: 825 days). */
const LASTS = 397 * DAY
const CA_LASTS = 3_650 * DAY
/** ms before its end at which a certificate is made anew. */
const EARLY = 30 * DAY

/**
 * What a folder holds: `cert.pem` and `key.pem`. Where they are missing, they are made, and first `ca.pem` and `ca-key.pem`,
 * the CA that signs them; a certificate of that CA is made anew before it ends.
 * @throws InputError when the folder or what is in it cannot be used, or node-forge is not installed
 */
export async function certificateIn(path: string): Promise<Certificate> {
  const folder = withHome(path)
  const found = pairIn(folder, 'cert.pem', 'key.pem')
  if (found && (isGood(found) || !pairIn(folder, 'ca.pem', 'ca-key.pem'))) return found
  const authority = await authorityIn(folder)
  return write(folder, 'cert.pem', 'key.pem', made(await loadForge(), 'clickup-mock', authority))
}

/** The CA of a folder, made where it is missing. @throws InputError as `certificateIn` does */
export async function authorityIn(path: string): Promise<Certificate> {
  const folder = withHome(path)
  const found = pairIn(folder, 'ca.pem', 'ca-key.pem')
  return found ?? write(folder, 'ca.pem', 'ca-key.pem', made(await loadForge(), 'clickup-mock CA'))
}

type Forge = typeof import('node-forge')

/** Loaded where a certificate is made only, and not installed with the package. */
export async function loadForge(load = async () => (await import('node-forge')).default): Promise<Forge> {
  try {
    return await load()
  } catch {
    const what = 'to make a certificate, it needs the package node-forge, which cannot be loaded'
    const install = 'install it where clickup-mock is installed (npm install node-forge)'
    return reject('--tls', what, `${install}, or give cert.pem and key.pem of your own (--tls-folder)`)
  }
}

/** A certificate with a new key. @param authority - the CA that signs it; without one, it is a CA */
function made({ pki, md, random, util }: Forge, name: string, authority?: Certificate): Certificate {
  const { publicKey, privateKey } = pki.rsa.generateKeyPair(2_048)
  const subject = [{ name: 'commonName', value: name }]
  const issuer = authority && pki.certificateFromPem(authority.cert)
  const now = Date.now() // certificates are of the machine's time, whatever the mock's clock says
  const cert = pki.createCertificate()
  cert.publicKey = publicKey
  cert.serialNumber = `00${util.bytesToHex(random.getBytesSync(16))}` // 00: or it might be negative
  cert.validity.notBefore = new Date(now - DAY) // the clocks of two machines may differ
  cert.validity.notAfter = new Date(now + (issuer ? LASTS : CA_LASTS))
  cert.setSubject(subject)
  cert.setIssuer(issuer ? issuer.subject.attributes : subject)
  const keyIdentifier = (issuer ?? cert).generateSubjectKeyIdentifier().getBytes()
  // Python 3.13 and later refuse a certificate without these identifiers.
  cert.setExtensions([
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier },
    ...(issuer ? leafExtensions : caExtensions),
  ])
  cert.sign(authority ? pki.privateKeyFromPem(authority.key) : privateKey, md.sha256.create())
  return { cert: pki.certificateToPem(cert), key: pki.privateKeyToPem(privateKey) }
}

const caExtensions = [
  { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
]
const leafExtensions = [
  { name: 'basicConstraints', cA: false, critical: true },
  { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
  { name: 'extKeyUsage', serverAuth: true },
  {
    name: 'subjectAltName',
    altNames: [...NAMES.map((value) => ({ type: 2, value })), ...ADDRESSES.map((ip) => ({ type: 7, ip }))],
  },
]

/** `~` is the home of this user, also where no shell has seen it. */
function withHome(path: string): string {
  return path.replace(/^~(?=[\\/])/, homedir())
}

function pairIn(folder: string, certName: string, keyName: string): Certificate | undefined {
  const [certFile, keyFile] = [join(folder, certName), join(folder, keyName)]
  if (!existsSync(certFile) || !existsSync(keyFile)) return undefined
  try {
    return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
  } catch (error) {
    return reject(folder, `${certName} and ${keyName} cannot be read (${error})`)
  }
}

function isGood({ cert }: Certificate): boolean {
  return Date.parse(new X509Certificate(cert).validTo) - Date.now() > EARLY
}

function write(folder: string, certName: string, keyName: string, pair: Certificate): Certificate {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, certName), pair.cert)
    writeFileSync(join(folder, keyName), pair.key, { mode: 0o600 })
    return pair
  } catch (error) {
    return reject(folder, `a certificate cannot be written there (${error})`, 'name another folder: --tls-folder')
  }
}

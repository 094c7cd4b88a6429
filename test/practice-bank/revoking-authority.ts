import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createSocket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openssl } from './openssl.ts'

/** A CA that takes certificates back and says so: `openssl ca` keeps its index, `openssl ocsp` answers from it. */

export type KeyKind = 'P-256' | 'P-384' | 'P-521' | 'RSA-2048' | 'RSA-1024'

const KEY_OPTIONS: Readonly<Record<KeyKind, readonly string[]>> = {
  'P-256': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'P-384': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  'P-521': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  'RSA-2048': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'RSA-1024': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
}

/** Files of a key and its certificate. */
export interface Paper {
  readonly key: string
  readonly pem: string
  readonly der: Uint8Array
}

const derOf = (pem: string): Uint8Array =>
  new Uint8Array(Buffer.from(/-----BEGIN CERTIFICATE-----([^-]+)/.exec(readFileSync(pem, 'utf8'))?.[1] ?? '', 'base64'))

const CONFIGURATION = `[ca]
default_ca = here
[here]
database = FOLDER/index.txt
new_certs_dir = FOLDER
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any_name
default_days = 300
default_crl_days = 7
crlnumber = FOLDER/crlnumber
[any_name]
commonName = supplied
[list]
authorityKeyIdentifier = keyid
`

/** How a responder answers; the words of `openssl ocsp`. */
export interface Responding {
  /** Who signs; the CA itself unless said otherwise. */
  readonly signer?: Paper
  /** Days until its next answer; null: it names none. */
  readonly days?: number | null
  readonly words?: readonly string[]
}

export interface ListOptions {
  readonly words?: readonly string[]
  /** Lines of an extension section. */
  readonly extensions?: readonly string[]
  readonly signer?: Paper
}

export class RevokingAuthority {
  readonly #folder: string
  readonly paper: Paper
  #papers = 0

  private constructor(folder: string, paper: Paper) {
    this.#folder = folder
    this.paper = paper
  }

  /** @param folder a scratch folder @param usage keyUsage of the CA */
  static async found(
    folder: string,
    {
      kind = 'P-256',
      usage = 'critical,keyCertSign,cRLSign',
      name = 'Revoking CA',
    }: { readonly kind?: KeyKind; readonly usage?: string; readonly name?: string } = {},
  ): Promise<RevokingAuthority> {
    const own = mkdtempSync(join(folder, 'authority-'))
    writeFileSync(join(own, 'openssl.cnf'), CONFIGURATION.replaceAll('FOLDER', own))
    writeFileSync(join(own, 'index.txt'), '')
    writeFileSync(join(own, 'crlnumber'), '01\n')
    const [key, pem] = [join(own, 'ca.key'), join(own, 'ca.pem')]
    await openssl(['genpkey', ...KEY_OPTIONS[kind], '-out', key])
    await openssl([
      ...['req', '-x509', '-new', '-key', key, '-subj', `/CN=${name}`, '-days', '3650', '-out', pem],
      ...['-addext', `keyUsage=${usage}`],
    ])
    return new RevokingAuthority(own, { key, pem, der: derOf(pem) })
  }

  /** @param extensions lines of its extensions @param words more of `openssl ca` */
  async issue(name: string, extensions: readonly string[] = [], words: readonly string[] = []): Promise<Paper> {
    this.#papers += 1
    const place = join(this.#folder, `paper-${this.#papers}`)
    mkdirSync(place)
    const [key, csr, pem, ext] = ['key.pem', 'csr.pem', 'certificate.pem', 'ext.cnf'].map((file) =>
      join(place, file),
    ) as [string, string, string, string]
    await openssl(['genpkey', ...KEY_OPTIONS['P-256'], '-out', key])
    await openssl(['req', '-new', '-key', key, '-subj', `/CN=${name}`, '-out', csr])
    writeFileSync(ext, ['basicConstraints=CA:FALSE', ...extensions].join('\n'))
    await this.#ca('-batch', '-notext', '-in', csr, '-out', pem, '-extfile', ext, ...words)
    return { key, pem, der: derOf(pem) }
  }

  /** Whom it lets answer for it. */
  delegate(purpose = 'OCSPSigning', words: readonly string[] = []): Promise<Paper> {
    return this.issue('Responder', [`extendedKeyUsage=${purpose}`, 'noCheck=ignored'], words)
  }

  /** @param words `-crl_reason keyCompromise`, say */
  async revoke({ pem }: Paper, ...words: string[]): Promise<void> {
    await this.#ca('-revoke', pem, ...words)
  }

  /** Puts certificates into its index that never were: for a long list. */
  pretendRevoked(count: number): void {
    const lines = Array.from({ length: count }, (_, at) => {
      const serialNumber = (0x4000_0000_0000 + at).toString(16).toUpperCase()
      return `R\t350101000000Z\t260101000000Z,superseded\t${serialNumber}\tunknown\t/CN=${at}\n`
    })
    appendFileSync(join(this.#folder, 'index.txt'), lines.join(''))
  }

  /** Its revocation list, DER. */
  async list({ words = [], extensions = [], signer = this.paper }: ListOptions = {}): Promise<Uint8Array> {
    const configuration = join(this.#folder, 'list.cnf')
    writeFileSync(
      configuration,
      [readFileSync(join(this.#folder, 'openssl.cnf'), 'utf8').trimEnd(), ...extensions, ''].join('\n'),
    )
    const [pem, der] = [join(this.#folder, 'list.pem'), join(this.#folder, 'list.crl')]
    await openssl([
      ...['ca', '-config', configuration, '-cert', signer.pem, '-keyfile', signer.key],
      ...['-gencrl', '-crlexts', 'list', ...words, '-out', pem],
    ])
    await openssl(['crl', '-in', pem, '-outform', 'DER', '-out', der])
    return new Uint8Array(readFileSync(der))
  }

  /** OpenSSL's own request about a certificate, without a nonce, DER. */
  async plainRequest({ pem }: Paper): Promise<Uint8Array> {
    const request = join(this.#folder, 'plain-request.der')
    await openssl(['ocsp', '-issuer', this.paper.pem, '-cert', pem, '-no_nonce', '-reqout', request])
    return new Uint8Array(readFileSync(request))
  }

  /** What a responder answers to a request, DER; both without a network. */
  async respond(request: Uint8Array, responding: Responding = {}): Promise<Uint8Array> {
    const [asked, answered] = [join(this.#folder, 'request.der'), join(this.#folder, 'response.der')]
    writeFileSync(asked, request)
    await openssl([...this.#responder(responding), '-reqin', asked, '-respout', answered])
    return new Uint8Array(readFileSync(answered))
  }

  /** Answers on loopback: `openssl ocsp` for itself. */
  async serveOcsp(responding: Responding & { readonly port: number }): Promise<ChildProcess> {
    const words = [...this.#responder(responding), '-port', String(responding.port), '-ignore_err']
    const child = spawn('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'] })
    await new Promise<void>((ready, failed) => {
      child.stderr?.on('data', (line: Buffer) => {
        if (/waiting for OCSP client/.test(line.toString())) ready()
      })
      child.once('exit', () => failed(new Error('openssl ocsp has ended')))
    })
    return child
  }

  #responder({ signer = this.paper, days = 1, words = [] }: Responding): string[] {
    return [
      ...['ocsp', '-index', join(this.#folder, 'index.txt'), '-CA', this.paper.pem, '-rmd', 'sha256'],
      ...['-rsigner', signer.pem, '-rkey', signer.key],
      ...(days === null ? [] : ['-ndays', String(days)]),
      ...words,
    ]
  }

  async #ca(...words: string[]): Promise<void> {
    const { key, pem } = this.paper
    await openssl(['ca', '-config', join(this.#folder, 'openssl.cnf'), '-cert', pem, '-keyfile', key, ...words])
  }
}

/** A port of loopback that nobody listens on. */
export const freePort = async (): Promise<number> => {
  const socket = createSocket()
  await new Promise<void>((ready) => socket.listen(0, '127.0.0.1', ready))
  const { port } = socket.address() as AddressInfo
  await new Promise((closed) => socket.close(closed))
  return port
}

/** Serves a list as a CA does. @param list told the path that was asked for */
export const serveLists = async (port: number, list: (path: string) => Promise<Uint8Array>): Promise<Server> => {
  const server = createServer(({ url = '' }, response) => {
    void list(url).then((bytes) => response.writeHead(200, { 'content-type': 'application/pkix-crl' }).end(bytes))
  })
  // Without an address: `localhost` is either of two.
  await new Promise<void>((ready) => server.listen(port, ready))
  return server
}

export const letGo = async (child: ChildProcess): Promise<void> => {
  child.kill()
  await Promise.race([new Promise((gone) => child.once('exit', gone)), sleep(2000)])
}

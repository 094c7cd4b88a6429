import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Real SoftHSM2 tokens and NSS databases in a scratch folder, a tiny CA made of the openssl program, and pkcs11-tool and NSS's own
 * tools as a second opinion.
 */

export const SOFTHSM = '/usr/lib/softhsm/libsofthsm2.so'
export const PIN = '482915'
export const OLD_ID = '0a0b0c'
const SO_PIN = '73819264'

export class Tools {
  readonly folder: string
  readonly env: NodeJS.ProcessEnv

  constructor(folder: string) {
    this.folder = folder
    const tokens = this.path('tokens')
    mkdirSync(tokens)
    const config = `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = true\n`
    writeFileSync(this.path('softhsm2.conf'), config)
    this.env = { ...process.env, SOFTHSM2_CONF: this.path('softhsm2.conf') }
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  #run(program: string, args: readonly string[]): Buffer {
    return execFileSync(program, args, { env: this.env, cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] })
  }

  openssl(...args: readonly string[]): Buffer {
    return this.#run('openssl', args)
  }

  pkcs11(label: string, ...args: readonly string[]): string {
    const login = ['--module', SOFTHSM, '--token-label', label, '--login', '--pin', PIN]
    return this.#run('pkcs11-tool', [...login, ...args]).toString()
  }

  initialise(label: string): void {
    this.#run('softhsm2-util', ['--init-token', '--free', '--label', label, '--so-pin', SO_PIN, '--pin', PIN])
  }

  makeAuthority(): void {
    this.openssl(
      ...'req -x509 -newkey rsa:2048 -nodes -sha256 -days 3650 -keyout ca.key -out ca.pem'.split(' '),
      '-subj',
      '/C=JP/O=Test Bank/CN=Test CA',
    )
    writeFileSync(
      this.path('client.ext'),
      'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=clientAuth\nauthorityKeyIdentifier=keyid\n',
    )
  }

  /** A certificate for a request in DER. @returns DER */
  issue(request: Uint8Array, days = 365): Buffer {
    writeFileSync(this.path('request.der'), request)
    this.openssl(
      ...'x509 -req -inform DER -in request.der -CA ca.pem -CAkey ca.key -CAcreateserial -sha256 -extfile client.ext -outform DER -out issued.der'.split(
        ' ',
      ),
      '-days',
      String(days),
    )
    return this.openssl('x509', '-inform', 'DER', '-in', 'issued.der', '-outform', 'DER')
  }

  /** The bank's answer as banks send it: PKCS#7 with the chain. @returns DER */
  answer(request: Uint8Array, days = 365): Buffer {
    this.issue(request, days)
    this.openssl(...'x509 -inform DER -in issued.der -out issued.pem'.split(' '))
    return this.openssl(...'crl2pkcs7 -nocrl -certfile issued.pem -certfile ca.pem -outform DER'.split(' '))
  }

  /** Certificate and key of before, expiring in ten days: old.der and old.key. @returns the certificate, DER */
  makeOld(): Buffer {
    this.openssl(
      ...'req -new -newkey rsa:2048 -nodes -sha256 -keyout old.key -outform DER -out old.csr'.split(' '),
      '-utf8',
      '-subj',
      '/C=JP/O=Test Bank/OU=契約法人/CN=1234567890',
    )
    const der = this.issue(this.openssl(...'req -inform DER -in old.csr -outform DER'.split(' ')), 10)
    writeFileSync(this.path('old.der'), der)
    return der
  }

  /** The same on the token under OLD_ID. @returns the certificate, DER */
  importOld(label: string): Buffer {
    const der = this.makeOld()
    this.openssl(...'rsa -in old.key -outform DER -out old-key.der'.split(' '))
    const names = ['--id', OLD_ID, '--label', 'old']
    this.pkcs11(label, '--write-object', this.path('old-key.der'), '--type', 'privkey', '--usage-sign', ...names)
    this.pkcs11(label, '--write-object', this.path('old.der'), '--type', 'cert', ...names)
    return der
  }

  /** certutil, pk12util and their kin, with a database of NSS. */
  nss(program: 'certutil' | 'pk12util', folder: string, ...args: readonly string[]): string {
    return this.#run(program, ['-d', `sql:${folder}`, ...args]).toString()
  }

  /** As a browser makes it. @param password null: none */
  makeDatabase(folder: string, password: string | null = null): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(this.path('password'), password ?? '')
    this.nss('certutil', folder, '-N', ...(password === null ? ['--empty-password'] : ['-f', this.path('password')]))
  }

  /** The same in a database of NSS, from a PKCS#12 file with the CA's certificate in it, as users bring them. */
  importOldInto(folder: string, password: string | null = null): Buffer {
    const der = this.makeOld()
    this.openssl(...'x509 -inform DER -in old.der -out old.pem'.split(' '))
    const files = '-export -in old.pem -inkey old.key -certfile ca.pem -name old -out old.p12 -passout pass:file'.split(
      ' ',
    )
    this.openssl('pkcs12', ...files)
    this.nss('pk12util', folder, '-i', this.path('old.p12'), '-W', 'file', '-K', password ?? '')
    return der
  }

  /** What lies on the token, as another program sees it. */
  objects(label: string): string {
    return this.pkcs11(label, '--list-objects')
  }

  readCertificate(label: string, id: string): Buffer {
    return Buffer.from(
      this.#run('pkcs11-tool', [
        '--module',
        SOFTHSM,
        '--token-label',
        label,
        '--read-object',
        '--type',
        'cert',
        '--id',
        id,
      ]),
    )
  }
}

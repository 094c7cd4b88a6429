import { randomBytes, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { openssl } from './openssl.ts'
import type { PracticeBank } from './practice-bank.ts'
import { runTool } from './run-tool.ts'

const LABEL = '専用USB（練習）'
const OBJECT_LABEL = '電子証明書（練習）'
const SO_PIN = '56785678'
const PKCS12_PASSWORD = 'practice'

// Where Debian's libsofthsm2 puts the module.
const MODULES = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so']

export interface PracticeTokenOptions {
  /** A scratch folder; the token and all its files stay inside. */
  readonly folder: string
  readonly bank: Pick<PracticeBank, 'issueClientCertificate'>
  readonly pin?: string
  /** 契約法人ID */
  readonly commonName?: string
  /** Days that the old certificate has left. */
  readonly days?: number
}

export interface PracticeToken {
  /** Path of the PKCS#11 module. */
  readonly module: string
  /** What SOFTHSM2_CONF must name in every process that loads the module. */
  readonly configFile: string
  readonly pin: string
  readonly soPin: string
  readonly label: string
  /** The token's serial number (CK_TOKEN_INFO). */
  readonly serialNumber: string
  /** CKA_ID of the old key pair and its certificate, hex. */
  readonly oldKeyId: string
  readonly oldCertificatePem: string
  /** The old certificate's serial number, upper-case hex. */
  readonly oldCertificateSerialNumber: string
  /** PKCS#8 PEM of the old key: a copy beside the token, for clients that log on without it. */
  readonly oldKeyFile: string
  /** The old key, its certificate and nothing else. */
  readonly oldKeyPkcs12File: string
  readonly pkcs12Password: string
}

/** 専用USB（練習）: a SoftHSM2 token that holds a key and a certificate about to expire. */
export async function makePracticeToken(options: PracticeTokenOptions): Promise<PracticeToken> {
  const { bank, pin = '1234', commonName = '1234567890', days = 20 } = options
  const folder = resolve(options.folder)
  const module = findModule()
  const configFile = await writeConfiguration(folder)
  const softHsm: SoftHsm = { module, pin, environment: { SOFTHSM2_CONF: configFile } }
  const serialNumber = await initialiseToken(softHsm)

  const oldKeyFile = join(folder, 'old-key.pem')
  const csr = await makeKeyAndRequest(oldKeyFile)
  const { pem } = await bank.issueClientCertificate({ commonName, days, csr })
  const oldKeyId = randomBytes(16).toString('hex')
  await importKey(softHsm, oldKeyFile, oldKeyId)
  await importCertificate(softHsm, folder, pem, oldKeyId)

  return {
    module,
    configFile,
    pin,
    soPin: SO_PIN,
    label: LABEL,
    serialNumber,
    oldKeyId,
    oldCertificatePem: pem,
    oldCertificateSerialNumber: new X509Certificate(pem).serialNumber,
    oldKeyFile,
    oldKeyPkcs12File: await makePkcs12(folder, oldKeyFile, pem),
    pkcs12Password: PKCS12_PASSWORD,
  }
}

interface SoftHsm {
  readonly module: string
  readonly pin: string
  readonly environment: Readonly<Record<string, string>>
}

function findModule(): string {
  const module = MODULES.find((path) => existsSync(path))
  if (module === undefined) throw new Error('SoftHSM2 is missing: apt-get install softhsm2 opensc')
  return module
}

async function writeConfiguration(folder: string): Promise<string> {
  const tokens = join(folder, 'tokens')
  const file = join(folder, 'softhsm2.conf')
  await mkdir(tokens, { recursive: true })
  await writeFile(
    file,
    `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n`,
  )
  return file
}

/** @returns the serial number that SoftHSM2 has given the token */
async function initialiseToken({ module, pin, environment }: SoftHsm): Promise<string> {
  const pins = ['--so-pin', SO_PIN, '--pin', pin]
  await runTool('softhsm2-util', ['--init-token', '--free', '--label', LABEL, ...pins], { environment })
  const { stdout } = await runTool('pkcs11-tool', ['--module', module, '--list-token-slots'], { environment })
  const serialNumber = /serial num\s*:\s*(\S+)/.exec(stdout.toString())?.[1]
  if (serialNumber === undefined) throw new Error('pkcs11-tool does not list the token that was just made')
  return serialNumber
}

async function makeKeyAndRequest(keyFile: string): Promise<string> {
  const key = ['-newkey', 'rsa:2048', '-noenc', '-keyout', keyFile]
  const { stdout } = await openssl(['req', '-new', ...key, '-subj', '/CN=request'])
  return stdout.toString()
}

async function importKey({ pin, environment }: SoftHsm, keyFile: string, id: string): Promise<void> {
  const where = ['--token', LABEL, '--pin', pin, '--label', OBJECT_LABEL, '--id', id]
  await runTool('softhsm2-util', ['--import', keyFile, ...where], { environment })
}

async function importCertificate(softHsm: SoftHsm, folder: string, pem: string, id: string): Promise<void> {
  const file = join(folder, 'old-certificate.der')
  await writeFile(file, new X509Certificate(pem).raw)
  const where = ['--token-label', LABEL, '--login', '--pin', softHsm.pin, '--label', OBJECT_LABEL, '--id', id]
  await runTool('pkcs11-tool', ['--module', softHsm.module, ...where, '--write-object', file, '--type', 'cert'], {
    environment: softHsm.environment,
  })
}

async function makePkcs12(folder: string, keyFile: string, certificatePem: string): Promise<string> {
  const file = join(folder, 'old.p12')
  const key = await readFile(keyFile, 'utf8')
  const protection = ['-passout', `pass:${PKCS12_PASSWORD}`]
  await openssl(['pkcs12', '-export', '-name', OBJECT_LABEL, ...protection, '-out', file], key + certificatePem)
  return file
}

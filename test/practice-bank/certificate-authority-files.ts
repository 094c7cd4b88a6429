import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openssl } from './openssl.ts'
import { opensslSubject, type SubjectName } from './subject.ts'

export const ISSUING_NAME = 'しんきん電子証明書認証局（練習）'
const ROOT_NAME = `${ISSUING_NAME} ルート`

// Certificates in use were issued a year ago: their issuers must be older than that.
const FOUNDED = '20200401000000Z'
const CLOSES = '20400331145959Z'

export interface AuthorityFiles {
  readonly configuration: string
  readonly issuingKey: string
  readonly issuingCertificate: string
  readonly rootCertificate: string
  /** Issuing and root certificate, PEM. */
  readonly chain: string
}

/** Makes the root and the issuing CA at the first start; later starts find the same ones. */
export async function authorityFiles(folder: string): Promise<AuthorityFiles> {
  const files = {
    configuration: join(folder, 'openssl.cnf'),
    issuingKey: join(folder, 'issuing.key'),
    issuingCertificate: join(folder, 'issuing.pem'),
    rootCertificate: join(folder, 'root.pem'),
    chain: join(folder, 'chain.pem'),
  }
  if (existsSync(files.chain)) return files
  await mkdir(folder, { recursive: true })
  await writeFile(files.configuration, configuration(folder))
  await writeFile(join(folder, 'index.txt'), '')
  await foundAuthority(folder, files)
  return files
}

async function foundAuthority(folder: string, files: AuthorityFiles): Promise<void> {
  const rootKey = join(folder, 'root.key')
  await makeRsaKey(rootKey)
  await makeRsaKey(files.issuingKey)
  const life = ['-startdate', FOUNDED, '-enddate', CLOSES]
  await signRequest(files, await requestFor(rootKey), opensslSubject(authoritySubject(ROOT_NAME)), [
    ...['-selfsign', '-keyfile', rootKey, '-extensions', 'root_ca', '-out', files.rootCertificate],
    ...life,
  ])
  await signRequest(files, await requestFor(files.issuingKey), opensslSubject(authoritySubject(ISSUING_NAME)), [
    ...['-cert', files.rootCertificate, '-keyfile', rootKey, '-extensions', 'issuing_ca'],
    ...['-out', files.issuingCertificate, ...life],
  ])
  // Written last: the file that says that the CA is complete.
  await writeFile(
    files.chain,
    (await readFile(files.issuingCertificate, 'utf8')) + (await readFile(files.rootCertificate, 'utf8')),
  )
}

/** `openssl ca` reads the request from standard input and checks its signature once more. */
export async function signRequest(
  files: AuthorityFiles,
  csrPem: string,
  subject: string,
  args: readonly string[],
): Promise<void> {
  const always = ['ca', '-config', files.configuration, '-batch', '-notext', '-utf8', '-preserveDN']
  await openssl([...always, '-in', '-', '-subj', subject, ...args], csrPem)
}

export async function makeRsaKey(file: string): Promise<void> {
  await openssl(['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', file])
}

/** A PKCS#10 whose subject does not matter: whoever issues says whose certificate it is. */
export async function requestFor(keyFile: string): Promise<string> {
  const { stdout } = await openssl(['req', '-new', '-key', keyFile, '-subj', '/CN=request'])
  return stdout.toString()
}

function authoritySubject(commonName: string): SubjectName {
  return [
    ['C', 'JP'],
    ['O', 'れんしゅう信用金庫'],
    ['CN', commonName],
  ]
}

function configuration(folder: string): string {
  return `[ca]
default_ca = practice
[practice]
database = ${join(folder, 'index.txt')}
new_certs_dir = ${folder}
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any_name
string_mask = utf8only
utf8 = yes
[any_name]
C = optional
O = optional
OU = optional
CN = supplied
[root_ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[issuing_ca]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[client]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
`
}

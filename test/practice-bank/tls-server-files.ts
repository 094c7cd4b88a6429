import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openssl } from './openssl.ts'
import { SYSTEMS } from './systems.ts'

export const OTHER_HOST = 'other.localhost'

const HOSTS = [...SYSTEMS.map(({ host }) => host), OTHER_HOST, 'localhost']

export interface TlsServerFiles {
  readonly caCertificate: string
  readonly serverCertificate: string
  readonly serverKey: string
}

/** A CA that signs the site's own certificate and nothing else: a browser under test is told to trust it. */
export async function tlsServerFiles(folder: string): Promise<TlsServerFiles> {
  const caCertificate = join(folder, 'ca.pem')
  const serverCertificate = join(folder, 'server.pem')
  const serverKey = join(folder, 'server.key')
  const files = { caCertificate, serverCertificate, serverKey }
  if (existsSync(serverCertificate)) return files
  await mkdir(folder, { recursive: true })
  const caKey = join(folder, 'ca.key')
  await selfSigned(['-keyout', caKey, '-out', caCertificate, '-days', '3650'], folder, 'ca')
  await selfSigned(
    ['-keyout', serverKey, '-out', serverCertificate, '-days', '390', '-CA', caCertificate, '-CAkey', caKey],
    folder,
    'server',
  )
  return files
}

async function selfSigned(args: readonly string[], folder: string, section: 'ca' | 'server'): Promise<void> {
  const configurationFile = join(folder, 'openssl.cnf')
  await writeFile(configurationFile, configuration)
  const key = ['-newkey', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc']
  const subject = section === 'ca' ? '/CN=Renshu bank TLS CA' : '/CN=renshu-bank.localhost'
  await openssl([
    'req',
    '-x509',
    '-config',
    configurationFile,
    '-extensions',
    section,
    ...key,
    '-subj',
    subject,
    ...args,
  ])
}

const configuration = `[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = ${HOSTS.map((host) => `DNS:${host}`).join(', ')}, IP:127.0.0.1
`

import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { runTool } from './run-tool.ts'
import type { PracticeToken } from './token.ts'

/** What a Chromium finds whose HOME is the folder: the NSS database in .pki/nssdb. */
export interface BrowserHome {
  readonly home: string
  /** As NSS's tools want it: "sql:…/.pki/nssdb" */
  readonly database: string
}

/**
 * A home folder with an NSS database of its own, without a password, that trusts the bank's site.
 * @param home a scratch folder, never the user's own
 */
export async function makeBrowserHome(home: string, tlsCaFile: string): Promise<BrowserHome> {
  const folder = join(resolve(home), '.pki', 'nssdb')
  const database = `sql:${folder}`
  await mkdir(folder, { recursive: true })
  await runTool('certutil', ['-N', '-d', database, '--empty-password'])
  await runTool('certutil', ['-A', '-d', database, '-n', 'practice-bank-tls', '-t', 'CT,C,C', '-i', tlsCaFile])
  return { home: resolve(home), database }
}

/** Puts the old certificate and a copy of its key into the browser's store: it logs on without a PIN. */
export async function importOldCertificate(
  { database }: BrowserHome,
  { oldKeyPkcs12File, pkcs12Password }: Pick<PracticeToken, 'oldKeyPkcs12File' | 'pkcs12Password'>,
): Promise<void> {
  await runTool('pk12util', ['-i', oldKeyPkcs12File, '-d', database, '-W', pkcs12Password, '-K', ''])
}

/** Shows the token itself to the browser, which then asks for its PIN. The browser needs SOFTHSM2_CONF as well. */
export async function addTokenModule(
  { database }: BrowserHome,
  { module, configFile }: Pick<PracticeToken, 'module' | 'configFile'>,
): Promise<void> {
  await runTool('modutil', ['-dbdir', database, '-add', 'practice-token', '-libfile', module, '-force'], {
    environment: { SOFTHSM2_CONF: configFile },
  })
}

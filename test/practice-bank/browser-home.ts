import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { runTool } from './run-tool.ts'
import type { PracticeToken } from './token.ts'

/** A browser's own store of certificates: an NSS database. */
export interface BrowserStore {
  /** As NSS's tools want it: "sql:…/.pki/nssdb" */
  readonly database: string
}

/** What a Chromium finds whose HOME is the folder: the NSS database in .pki/nssdb. */
export interface BrowserHome extends BrowserStore {
  readonly home: string
}

/** An NSS database without a password in the folder, that trusts the bank's site. A Firefox profile is such a folder. */
export async function makeBrowserStore(folder: string, tlsCaFile: string): Promise<BrowserStore> {
  const database = `sql:${resolve(folder)}`
  await mkdir(folder, { recursive: true })
  await runTool('certutil', ['-N', '-d', database, '--empty-password'])
  await runTool('certutil', ['-A', '-d', database, '-n', 'practice-bank-tls', '-t', 'CT,C,C', '-i', tlsCaFile])
  return { database }
}

/**
 * A home folder with an NSS database of its own, without a password, that trusts the bank's site.
 * @param home a scratch folder, never the user's own
 */
export async function makeBrowserHome(home: string, tlsCaFile: string): Promise<BrowserHome> {
  return { home: resolve(home), ...(await makeBrowserStore(join(home, '.pki', 'nssdb'), tlsCaFile)) }
}

/** Puts the old certificate and a copy of its key into the browser's store: it logs on without a PIN. */
export async function importOldCertificate(
  { database }: BrowserStore,
  { oldKeyPkcs12File, pkcs12Password }: Pick<PracticeToken, 'oldKeyPkcs12File' | 'pkcs12Password'>,
): Promise<void> {
  await runTool('pk12util', ['-i', oldKeyPkcs12File, '-d', database, '-W', pkcs12Password, '-K', ''])
}

/** Shows the token itself to the browser, which then asks for its PIN. The browser needs SOFTHSM2_CONF as well. */
export async function addTokenModule(
  { database }: BrowserStore,
  { module, configFile }: Pick<PracticeToken, 'module' | 'configFile'>,
): Promise<void> {
  await runTool('modutil', ['-dbdir', database, '-add', 'practice-token', '-libfile', module, '-force'], {
    environment: { SOFTHSM2_CONF: configFile },
  })
}

import { execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import type { World } from './world.ts'

/** What lies in a browser's own store, as NSS's tools see it, which know nothing of Koshin. */
export interface InBrowserStore {
  /** Of the certificates that have their key there: `u,u,u`. */
  readonly nicknames: readonly string[]
  /** DER of those, base64, by serial number. */
  readonly certificates: ReadonlyMap<string, string>
  /** CKA_IDs of all private keys. */
  readonly keyIds: readonly string[]
}

const certutil = (database: string, ...words: string[]): string =>
  execFileSync('certutil', [...words, '-d', database], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

/** Certificates of one subject all come out under each of its nicknames. */
const certificatesUnder = (database: string, nickname: string): X509Certificate[] => {
  const pems = certutil(database, '-L', '-a', '-n', nickname).match(/-----BEGIN.*?-----END CERTIFICATE-----/gs) ?? []
  return pems.map((pem) => new X509Certificate(pem))
}

/** That there is none is a failure to certutil. */
const keyIdsIn = (database: string): string[] =>
  [...spawnSync('certutil', ['-K', '-d', database], { encoding: 'utf8' }).stdout.matchAll(/^<.*?> \w+ +(\S+)/gm)].map(
    ([, id = '']) => id,
  )

/** @param world whose first profile is meant */
export const inBrowserStore = (world: Pick<World, 'browserStore'>): InBrowserStore => {
  const database = `sql:${world.browserStore()}`
  const nicknames = [...certutil(database, '-L').matchAll(/^(.*?) +u,u,u *$/gm)].map(([, name = '']) => name)
  const found = nicknames.flatMap((nickname) => certificatesUnder(database, nickname))
  return {
    nicknames,
    certificates: new Map(found.map(({ serialNumber, raw }) => [serialNumber, raw.toString('base64')])),
    keyIds: keyIdsIn(database),
  }
}

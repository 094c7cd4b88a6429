import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { importOldCertificate } from '../practice-bank/browser-home.ts'
import { openssl } from '../practice-bank/openssl.ts'
import type { World } from './world.ts'

/** Whose a certificate is and how many days it has left; negative: it is over. */
export interface Held {
  readonly commonName: string
  readonly days: number
}

const PASSWORD = 'practice'

/** Puts pairs of the bank's into the store of the world's first browser, as somebody has who works for many. */
export const fillBrowserStore = async (world: World, held: readonly Held[]): Promise<void> => {
  const database = `sql:${world.browserStore()}`
  for (const [at, { commonName, days }] of held.entries()) {
    const { pem, privateKeyPem } = await world.bank.issueClientCertificate({ commonName, days })
    const file = join(world.folder, `held-${at}.p12`)
    const words = ['pkcs12', '-export', '-name', `${commonName} ${at}`, '-passout', `pass:${PASSWORD}`]
    const { stdout } = await openssl(words, privateKeyPem + pem)
    writeFileSync(file, stdout)
    await importOldCertificate({ database }, { oldKeyPkcs12File: file, pkcs12Password: PASSWORD })
  }
}

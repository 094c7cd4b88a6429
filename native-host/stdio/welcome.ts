import { KoshinError } from '../../src/protocol/errors.ts'
import { PROTOCOL_VERSION } from '../../src/protocol/identity.ts'
import { HOST_VERSION, JOURNAL_SCHEMA } from '../version.ts'

/**
 * The answer to `host.hello`.
 * @param theirs protocol number of the extension
 * @throws KoshinError host-outdated, extension-outdated: whichever speaks the older protocol
 */
export const welcome = (theirs: number) => {
  if (theirs !== PROTOCOL_VERSION) {
    const data = { ours: String(PROTOCOL_VERSION), theirs: String(theirs).slice(0, 40) }
    throw new KoshinError(theirs > PROTOCOL_VERSION ? 'host-outdated' : 'extension-outdated', data)
  }
  return {
    protocol: PROTOCOL_VERSION,
    host: HOST_VERSION,
    journalSchema: JOURNAL_SCHEMA,
    platform: process.platform,
  }
}

import type { Pair } from '../../src/pki/pkcs12-pairs.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import { readTokenUri } from '../pkcs11/names.ts'
import type { TokenSession } from '../pkcs11/token-session.ts'
import { openAsking, openWith, zeroKeys } from '../pkcs12/open-file.ts'
import { type Placed, place, refuseUnfit } from '../pkcs12/place.ts'
import type { HostContext } from './context.ts'

/** Takes what a PKCS#12 file holds into a store. Expired certificates too: the user has chosen the file. */

const REASON = { origin: null, bankName: '', purpose: 'import' } as const

const placeAll = async (
  pairs: readonly Pair[],
  session: TokenSession,
  { progress }: HostContext,
): Promise<readonly Placed[]> => {
  for (const pair of pairs) refuseUnfit(session.token, pair)
  await session.logIn()
  const placed: Placed[] = []
  for (const pair of pairs) placed.push(await place({ ...pair, key: async () => pair.pkcs8 }, session, progress))
  return placed
}

/** A file that opens without a password is not asked about; one that is no PKCS#12 is told of before a store is looked for. */
export const certificateImport = async (
  { store, fileName, file }: HostParams<'certificate.import'>,
  context: HostContext,
): Promise<HostResult<'certificate.import'>> => {
  const query = readTokenUri(store)
  context.progress('reading-file')
  const bytes = Uint8Array.from(Buffer.from(file, 'base64'))
  let pairs = await openWith(bytes, null)
  try {
    return await context.sessions.use(query, REASON, false, async (session) => {
      pairs ??= await openAsking(bytes, fileName, context.pinSource(), context.signal)
      return { imported: [...(await placeAll(pairs, session, context))] }
    })
  } finally {
    bytes.fill(0)
    zeroKeys(pairs ?? [])
  }
}

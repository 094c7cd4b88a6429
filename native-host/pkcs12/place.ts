import { certificateParts, readCertificate } from '../../src/pki/certificate.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { CertificateEntry } from '../../src/protocol/schema.ts'
import { certificateEntry } from '../commands/certificate-entry.ts'
import type { HostContext } from '../commands/context.ts'
import { prove } from '../commands/proof.ts'
import { requireWritable } from '../pkcs11/require-writable.ts'
import { publicKeyInfo, sha256 } from '../pkcs11/signature.ts'
import type { TokenSession } from '../pkcs11/token-session.ts'
import type { HeldObjects, TokenFacts } from '../pkcs11/verbs.ts'
import { importedKeyId } from './imported-key-id.ts'
import { importedWeakness } from './imported-weakness.ts'

/**
 * A key from elsewhere and its certificate, put into a store and proven. Can be done again after any failure: what is there is
 * found by the public key, and only what is missing is made.
 */

export interface Newcomer {
  readonly certificate: Uint8Array
  readonly spki: Uint8Array
  /** DER of its issuers, as far as they are to come along. */
  readonly chain: readonly Uint8Array[]
  readonly name: string
  /** PKCS#8; asked for only where the key is not there yet, and zeroed by whoever gives it. */
  readonly key: () => Promise<Uint8Array>
}

export interface Placed {
  readonly certificate: CertificateEntry
  readonly wasThere: boolean
}

const MOST_LABEL = 64
/** Whole characters: half of one is no UTF-8. */
const labelOf = (name: string): string => [...name].slice(0, MOST_LABEL).join('')

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

const isKeyFor = ({ key, publicKey }: HeldObjects, spki: Uint8Array): boolean => {
  if (key !== 'whole' || publicKey === null) return false
  try {
    return same(publicKeyInfo(publicKey), spki)
  } catch (error) {
    if (error instanceof KoshinError) return false // a point in a form of its own
    throw error
  }
}

/** @throws KoshinError token-read-only, computer-store-failed, token-unsupported: before a PIN is asked */
export const refuseUnfit = (token: TokenFacts, { certificate }: Pick<Newcomer, 'certificate'>): void => {
  requireWritable(token)
  const { algorithm, bits } = readCertificate(certificate, sha256).publicKey
  const kind = algorithm === 'rsa' ? 'rsa-' : `ec-p${bits}`
  if (token.keyAlgorithms.some((known) => known.startsWith(kind))) return
  throw new KoshinError('token-unsupported', { detail: kind })
}

/** Where another program has put both already: the id that they go by there. */
const idElsewhere = async (session: TokenSession, { certificate, spki }: Newcomer): Promise<Uint8Array | null> => {
  const own = importedKeyId(spki)
  for (const { id, der } of await session.certificates())
    if (same(der, certificate) && !same(id, own) && isKeyFor(await session.call('find', { id }), spki)) return id
  return null
}

/** A key that could leave, or is not the one that was sent, is taken away again, unless something relies on it. */
const requireKept = async (session: TokenSession, id: Uint8Array, spki: Uint8Array): Promise<void> => {
  const held = await session.call('find', { id })
  const weakness = importedWeakness(held.protection)
  const isRight = isKeyFor(held, spki)
  if (isRight && weakness === null) return
  if (held.certificates.length === 0 && held.key !== 'none') await session.call('remove-key', { id })
  if (!isRight) throw new KoshinError('key-not-accepted', { detail: `read back: ${held.key}` })
  throw new KoshinError('key-unprotected', { detail: weakness ?? '' })
}

/** @returns whether it was there */
const putKey = async (
  session: TokenSession,
  id: Uint8Array,
  newcomer: Newcomer,
  progress: HostContext['progress'],
): Promise<boolean> => {
  const wasThere = isKeyFor(await session.call('find', { id }), newcomer.spki)
  if (!wasThere) {
    progress('writing')
    await session.call('import-key', { id, label: labelOf(newcomer.name), pkcs8: await newcomer.key() })
  }
  await requireKept(session, id, newcomer.spki)
  return wasThere
}

/** One of the same key by its own right: it has another issuer or number, and is not what an interrupted write has left of ours. */
const isAnother = (one: Uint8Array, { certificate, spki }: Newcomer): boolean => {
  try {
    const [found, ours] = [certificateParts(one), certificateParts(certificate)]
    const isTwin = same(found.issuerDer, ours.issuerDer) && same(found.serialNumberDer, ours.serialNumberDer)
    return same(found.spki, spki) && !isTwin
  } catch (error) {
    if (error instanceof KoshinError) return false
    throw error
  }
}

/** Another certificate of the same key stays; what an interrupted write has left goes. @returns whether it was there */
const putCertificate = async (
  session: TokenSession,
  id: Uint8Array,
  newcomer: Newcomer,
  progress: HostContext['progress'],
): Promise<boolean> => {
  const { certificate: der } = newcomer
  const { certificates } = await session.call('find', { id })
  if (certificates.some((one) => same(one, der))) return true
  progress('writing')
  if (certificates.length > 0 && !certificates.some((one) => isAnother(one, newcomer)))
    await session.call('remove-torn-certificates', { id, keep: der })
  const { subjectDer, issuerDer, serialNumberDer } = certificateParts(der)
  await session.call('write-certificate', {
    id,
    label: labelOf(newcomer.name),
    der,
    subjectDer,
    issuerDer,
    serialNumberDer,
  })
  progress('reading-back')
  const held = await session.call('find', { id })
  if (held.certificates.filter((one) => same(one, der)).length === 1) return false
  throw new KoshinError('write-not-kept', { detail: `${held.certificates.length} with this id` })
}

const putChain = async (session: TokenSession, chain: readonly Uint8Array[]): Promise<void> => {
  for (const der of chain) {
    const { subjectDer, issuerDer, serialNumberDer } = certificateParts(der)
    const label = labelOf(readCertificate(der, sha256).subject.at(-1)?.value ?? '')
    await session.call('write-authority', { label, der, subjectDer, issuerDer, serialNumberDer })
  }
}

/** As the store shows it now, seen with the log-in. @throws KoshinError write-not-kept */
const entryOf = async (session: TokenSession, id: Uint8Array, der: Uint8Array): Promise<CertificateEntry> => {
  const ofKey = (await session.certificates()).filter((one) => same(one.id, id))
  const stored = ofKey.find((one) => same(one.der, der))
  if (stored === undefined) throw new KoshinError('write-not-kept', { detail: 'not listed' })
  return certificateEntry(session.token, { ...stored, key: 'present' }, ofKey.length === 1)
}

/** @throws KoshinError key-not-accepted, key-unprotected, write-not-kept, proof-failed, and what the store says */
export const place = async (
  newcomer: Newcomer,
  session: TokenSession,
  progress: HostContext['progress'],
): Promise<Placed> => {
  const elsewhere = await idElsewhere(session, newcomer)
  const id = elsewhere ?? importedKeyId(newcomer.spki)
  let wasThere = true
  if (elsewhere === null) {
    const hadKey = await putKey(session, id, newcomer, progress)
    const hadCertificate = await putCertificate(session, id, newcomer, progress)
    wasThere = hadKey && hadCertificate
  }
  await putChain(session, newcomer.chain)
  progress('proving')
  await prove(session, id, newcomer.certificate)
  return { certificate: await entryOf(session, id, newcomer.certificate), wasThere }
}

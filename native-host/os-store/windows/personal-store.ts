import { isOwnKeyId } from '../../journal/key-id.ts'
import { hexOf, publicKeyInfo } from '../../pkcs11/signature.ts'
import type { HeldObjects, OwnKey, StoredCertificate } from '../../pkcs11/verbs.ts'
import { base64 } from '../conversation.ts'
import { foreignId, idOfName, mayLeave, partsOf, protectionOf, spkiIn, thumbprintOf } from '../key-facts.ts'
import type { Look } from './answers.ts'
import { publicParts } from './cng-key.ts'
import type { KeyName } from './powershell.ts'

/** What a look into the user's personal store says about ids. Pure. */

type Seen = Look['certificates'][number]

/** A certificate without its key beside it is of no use to anybody who logs on. */
const linkedTo = ({ certificates }: Look, spki: Uint8Array): Seen[] =>
  certificates.filter(({ hasKey, der }) => hasKey && Buffer.compare(spkiIn(der) ?? Buffer.alloc(0), spki) === 0)

const linkedToForeign = ({ certificates }: Look, id: Uint8Array): Seen[] =>
  certificates.filter(({ hasKey, der }) => {
    const spki = hasKey ? spkiIn(der) : null
    return spki !== null && Buffer.compare(foreignId(spki), id) === 0
  })

/**
 * The certificates that are this computer's. One whose key is on a card is listed by the card's own driver.
 * @param ofComputer thumbprints
 */
export const storedCertificates = ({ certificates }: Look, ofComputer: readonly string[]): StoredCertificate[] =>
  certificates.flatMap(({ der, label, hasKey, keyName, exportable }) => {
    const spki = spkiIn(der)
    if (spki === null || (hasKey && !ofComputer.includes(thumbprintOf(der)))) return []
    const id = idOfName(keyName) ?? foreignId(spki)
    return [{ id, label, der, key: hasKey ? 'present' : 'absent', mayLeave: hasKey ? mayLeave(exportable) : 'no' }]
  })

/** Keys that this build would not make are left out: nothing could be done with them. */
export const ownKeys = (look: Look): OwnKey[] =>
  look.keys.flatMap(({ name, blob }) => {
    const publicKey = publicParts(blob)
    if (publicKey === null) return []
    const hasCertificate = linkedTo(look, publicKeyInfo(publicKey)).length > 0
    return [{ id: Buffer.from(name, 'hex'), label: '', publicKey, hasCertificate }]
  })

/** @param look made with the id's name among the names */
export const heldObjects = (look: Look, id: Uint8Array): HeldObjects => {
  const key = look.keys.find(({ name }) => name === hexOf(id))
  if (key === undefined) return heldByOthers(look, id)
  const publicKey = publicParts(key.blob)
  const certificates = publicKey === null ? [] : linkedTo(look, publicKeyInfo(publicKey))
  return {
    key: publicKey === null ? 'half' : 'whole',
    publicKey,
    protection: protectionOf(key.exportable),
    certificates: certificates.map(({ der }) => der),
  }
}

const heldByOthers = (look: Look, id: Uint8Array): HeldObjects => {
  const certificates = linkedToForeign(look, id).map(({ der }) => der)
  const [first] = certificates
  if (first === undefined) return { key: 'none', publicKey: null, protection: null, certificates }
  return { key: 'whole', publicKey: partsOf(spkiIn(first) ?? first, 'spki'), protection: null, certificates }
}

/** What the key of an id goes by here. null: there is none. */
export const keyNameIn = (look: Look, id: Uint8Array): KeyName | null => {
  if (look.keys.some(({ name }) => name === hexOf(id))) return { name: hexOf(id), certificate: null }
  const [first] = linkedToForeign(look, id)
  return first === undefined ? null : { name: null, certificate: base64(first.der) }
}

/** Koshin's own need no look. */
export const ownKeyName = (id: Uint8Array): KeyName | null =>
  isOwnKeyId(id) ? { name: hexOf(id), certificate: null } : null

/** Other certificates of the key that this one belongs to. */
export const siblings = (look: Look, der: Uint8Array): Uint8Array[] => {
  const spki = spkiIn(der)
  const all = spki === null ? [] : linkedTo(look, spki)
  return all.map((seen) => seen.der).filter((other) => Buffer.compare(other, der) !== 0)
}

export const isIn = ({ certificates }: Look, der: Uint8Array): boolean =>
  certificates.some((seen) => Buffer.compare(seen.der, der) === 0)

import { createHash, createPublicKey } from 'node:crypto'
import { isOwnKeyId } from '../../journal/key-id.ts'
import { publicKeyInfo } from '../../pkcs11/signature.ts'
import type { HeldObjects, OwnKey, PublicKeyParts, StoredCertificate } from '../../pkcs11/verbs.ts'
import { base64 } from '../conversation.ts'
import { foreignId, mayLeave, partsOf, protectionOf, spkiIn } from '../key-facts.ts'
import type { Key } from './answers.ts'
import type { KeyName } from './osascript.ts'

/** What a look into the keychain says about ids. Pure. */

export interface Keychain {
  readonly keys: readonly Key[]
  readonly certificates: readonly Buffer[]
}

const same = (a: Uint8Array | null, b: Uint8Array | null): boolean =>
  a !== null && b !== null && Buffer.compare(a, b) === 0

/** The application label of a key: SHA-1 of what stands in the BIT STRING of its SubjectPublicKeyInfo. */
const labelOf = (spki: Uint8Array): Buffer | null => {
  const parts = partsOf(spki, 'spki')
  if (parts === null) return null
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  const bits = parts.kind === 'ec' ? parts.point : key.export({ format: 'der', type: 'pkcs1' })
  return createHash('sha1').update(bits).digest()
}

const CURVE_OF_LENGTH: Readonly<Record<number, 'ec-p256' | 'ec-p384'>> = { 65: 'ec-p256', 97: 'ec-p384' }

/** From SecKeyCopyExternalRepresentation: RSAPublicKey, or an uncompressed point. */
const publicParts = (bytes: Buffer | null): PublicKeyParts | null => {
  if (bytes === null) return null
  if (bytes[0] !== 4) return partsOf(bytes, 'pkcs1')
  const curve = CURVE_OF_LENGTH[bytes.length]
  return curve === undefined ? null : { kind: 'ec', curve, point: bytes }
}

const keyOf = ({ keys }: Keychain, spki: Uint8Array): Key | undefined => {
  const label = labelOf(spki)
  return keys.find((key) => same(key.label, label))
}

const idOf = (key: Key | undefined, spki: Uint8Array): Buffer => {
  const tag = key?.tag ?? null
  return tag !== null && isOwnKeyId(tag) ? tag : foreignId(spki)
}

const stored = (keychain: Keychain, der: Buffer, spki: Uint8Array): StoredCertificate => {
  const key = keyOf(keychain, spki)
  const common = { id: idOf(key, spki), label: '', der }
  return key === undefined
    ? { ...common, key: 'absent', mayLeave: 'no' }
    : { ...common, key: 'present', mayLeave: mayLeave(key.exportable) }
}

export const storedCertificates = (keychain: Keychain): StoredCertificate[] =>
  keychain.certificates.flatMap((der) => {
    const spki = spkiIn(der)
    return spki === null ? [] : [stored(keychain, der, spki)]
  })

const certificatesOf = ({ certificates }: Keychain, spki: Uint8Array): Buffer[] =>
  certificates.filter((der) => same(spkiIn(der), spki))

/** Keys that this build would not make are left out: nothing could be done with them. */
export const ownKeys = (keychain: Keychain): OwnKey[] =>
  keychain.keys.flatMap(({ tag, publicKey }) => {
    const parts = publicParts(publicKey)
    if (tag === null || !isOwnKeyId(tag) || parts === null) return []
    const hasCertificate = certificatesOf(keychain, publicKeyInfo(parts)).length > 0
    return [{ id: tag, label: '', publicKey: parts, hasCertificate }]
  })

const heldByOthers = (keychain: Keychain, id: Uint8Array): HeldObjects => {
  const certificates = storedCertificates(keychain).filter((one) => one.key === 'present' && same(one.id, id))
  const [first] = certificates
  if (first === undefined) return { key: 'none', publicKey: null, protection: null, certificates: [] }
  const publicKey = partsOf(spkiIn(first.der) ?? first.der, 'spki')
  return { key: 'whole', publicKey, protection: null, certificates: certificates.map(({ der }) => der) }
}

export const heldObjects = (keychain: Keychain, id: Uint8Array): HeldObjects => {
  const key = keychain.keys.find(({ tag }) => same(tag, id))
  if (key === undefined) return heldByOthers(keychain, id)
  const publicKey = publicParts(key.publicKey)
  return {
    key: publicKey === null ? 'half' : 'whole',
    publicKey,
    protection: protectionOf(key.exportable),
    certificates: publicKey === null ? [] : certificatesOf(keychain, publicKeyInfo(publicKey)),
  }
}

/** The label of an id's key, by which it is removed. null: there is none. */
export const labelIn = (keychain: Keychain, id: Uint8Array): string | null => {
  const own = keychain.keys.find(({ tag }) => same(tag, id))
  const [theirs] = own === undefined ? heldByOthers(keychain, id).certificates : []
  const spki = theirs === undefined ? null : spkiIn(theirs)
  const label = own?.label ?? (spki === null ? null : labelOf(spki))
  return label === null ? null : base64(label)
}

/** Koshin's own need no look. */
export const ownKeyName = (id: Uint8Array): KeyName | null => (isOwnKeyId(id) ? { tag: base64(id), label: null } : null)

/** Other certificates of the key that this one belongs to. */
export const siblings = (keychain: Keychain, der: Uint8Array): Buffer[] => {
  const spki = spkiIn(der)
  return spki === null ? [] : certificatesOf(keychain, spki).filter((other) => !same(other, der))
}

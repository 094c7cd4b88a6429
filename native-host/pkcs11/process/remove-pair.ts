import { X509Certificate } from 'node:crypto'
import { CKA, CKO } from '../constants.ts'
import { searchTemplate } from '../templates.ts'
import type { PublicKeyParts, Verbs } from '../verbs.ts'
import { type Cryptoki, Fault, type Handle } from './cryptoki.ts'
import { heldObjects } from './objects.ts'
import { removeObjects } from './remove-objects.ts'

/**
 * An old certificate and its key. The key goes first: a death in between leaves a certificate that can be removed again, never a key
 * that nobody sees.
 */

interface Stored {
  readonly handle: Handle
  readonly id: Buffer
  readonly der: Buffer
}

const certificatesIn = (cryptoki: Cryptoki, session: Handle): Stored[] =>
  cryptoki.find(session, searchTemplate(CKO.CERTIFICATE)).map((handle) => ({
    handle,
    id: cryptoki.read(session, handle, CKA.ID) ?? Buffer.alloc(0),
    der: cryptoki.read(session, handle, CKA.VALUE) ?? Buffer.alloc(0),
  }))

/** SubjectPublicKeyInfo, DER; null: no certificate that can be read. */
const spkiOf = (der: Uint8Array): Buffer | null => {
  try {
    return new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' })
  } catch {
    return null
  }
}

/** Whether this is the certificate's key: its numbers stand in the certificate's, bit for bit. */
const isKeyOf = (parts: PublicKeyParts, spki: Buffer): boolean => {
  const value = Buffer.from(parts.kind === 'rsa' ? parts.modulus : parts.point)
  const first = value.findIndex((byte) => byte !== 0)
  return first >= 0 && spki.includes(value.subarray(first))
}

/** Another certificate goes by the same key, or might: then the key stays. */
const isShared = (others: readonly Stored[], id: Uint8Array, spki: Buffer | null): boolean =>
  others.some((other) => other.id.equals(id) || (spki !== null && spkiOf(other.der)?.equals(spki) === true))

/** @throws Fault token-unsupported: two keys have this id, and nothing says which is meant */
const keysOf = (cryptoki: Cryptoki, session: Handle, id: Uint8Array, spki: Buffer | null): Handle[] => {
  if (id.length === 0) return []
  const kinds = [CKO.PRIVATE_KEY, CKO.PUBLIC_KEY].map((kind) => cryptoki.find(session, searchTemplate(kind, id)))
  if (kinds.some(({ length }) => length > 1)) throw new Fault('token-unsupported', 'several keys with this id')
  const { publicKey } = heldObjects(cryptoki, session, id)
  const isForeign = publicKey !== null && spki !== null && !isKeyOf(publicKey, spki)
  return isForeign ? [] : kinds.flat()
}

/** See the verb `remove-pair`. */
export const removePair = (cryptoki: Cryptoki, session: Handle, { id, der }: Verbs['remove-pair']['args']): void => {
  const spki = spkiOf(der)
  const isThis = (one: Stored) => one.id.equals(id) && one.der.equals(der)
  const others = certificatesIn(cryptoki, session).filter((one) => !isThis(one))
  if (!isShared(others, id, spki)) removeObjects(cryptoki, session, () => keysOf(cryptoki, session, id, spki))
  removeObjects(cryptoki, session, () =>
    certificatesIn(cryptoki, session)
      .filter(isThis)
      .map(({ handle }) => handle),
  )
}

import { isOwnKeyId } from '../../journal/key-id.ts'
import { CERTIFICATE_CATEGORY_AUTHORITY, CKA, CKK, CKO } from '../constants.ts'
import { CURVE_OIDS, searchTemplate } from '../templates.ts'
import { kindOf } from '../token-facts.ts'
import type { HeldObjects, KeyProtection, OwnKey, PublicKeyParts, StoredCertificate, TokenFacts } from '../verbs.ts'
import type { Cryptoki, Handle } from './cryptoki.ts'
import { pointOf } from './ec-point.ts'

/** Reading what lies on a token. */

/** CK_ULONG, of whatever width the module was built with. */
const number = (value: Buffer | null): number | null =>
  value === null || value.length === 0 ? null : value.readUIntLE(0, Math.min(value.length, 6))
const flag = (value: Buffer | null): boolean | null => (value === null ? null : value[0] !== 0)

const rsaParts = (cryptoki: Cryptoki, session: Handle, key: Handle): PublicKeyParts | null => {
  const modulus = cryptoki.read(session, key, CKA.MODULUS)
  const exponent = cryptoki.read(session, key, CKA.PUBLIC_EXPONENT)
  return modulus && exponent ? { kind: 'rsa', modulus, exponent } : null
}

const ecParts = (cryptoki: Cryptoki, session: Handle, key: Handle): PublicKeyParts | null => {
  const parameters = cryptoki.read(session, key, CKA.EC_PARAMS)
  const point = cryptoki.read(session, key, CKA.EC_POINT)
  if (parameters === null || point === null) return null
  if (parameters.equals(CURVE_OIDS['ec-p256'])) return { kind: 'ec', curve: 'ec-p256', point: pointOf(point) }
  if (parameters.equals(CURVE_OIDS['ec-p384'])) return { kind: 'ec', curve: 'ec-p384', point: pointOf(point) }
  return null
}

/** From the public key object, or from the private one, which mostly tells its modulus too. */
const publicKeyParts = (cryptoki: Cryptoki, session: Handle, key: Handle): PublicKeyParts | null =>
  number(cryptoki.read(session, key, CKA.KEY_TYPE)) === CKK.EC
    ? ecParts(cryptoki, session, key)
    : rsaParts(cryptoki, session, key)

const protectionOf = (cryptoki: Cryptoki, session: Handle, key: Handle): KeyProtection => {
  const read = (type: number) => flag(cryptoki.read(session, key, type))
  return {
    local: read(CKA.LOCAL),
    sensitive: read(CKA.SENSITIVE),
    alwaysSensitive: read(CKA.ALWAYS_SENSITIVE),
    extractable: read(CKA.EXTRACTABLE),
    neverExtractable: read(CKA.NEVER_EXTRACTABLE),
  }
}

/** All objects of one id, in a session that is logged in. */
export const heldObjects = (cryptoki: Cryptoki, session: Handle, id: Uint8Array): HeldObjects => {
  const [privateKey] = cryptoki.find(session, searchTemplate(CKO.PRIVATE_KEY, id))
  const [publicKey] = cryptoki.find(session, searchTemplate(CKO.PUBLIC_KEY, id))
  const readable = publicKey ?? privateKey
  const parts = readable === undefined ? null : publicKeyParts(cryptoki, session, readable)
  const certificates = cryptoki.find(session, searchTemplate(CKO.CERTIFICATE, id))
  return {
    // A private key that tells its public half is as good as a pair.
    key: privateKey !== undefined && parts !== null ? 'whole' : readable === undefined ? 'none' : 'half',
    publicKey: parts,
    protection: privateKey === undefined ? null : protectionOf(cryptoki, session, privateKey),
    certificates: certificates.flatMap((handle) => cryptoki.read(session, handle, CKA.VALUE) ?? []),
  }
}

/** Ids of all keys that can be seen, in hexadecimal: asked for once, not once a certificate. */
const keyIds = (cryptoki: Cryptoki, session: Handle): ReadonlySet<string> => {
  const keys = [CKO.PRIVATE_KEY, CKO.PUBLIC_KEY].flatMap((kind) => cryptoki.find(session, searchTemplate(kind)))
  return new Set(keys.map((key) => cryptoki.read(session, key, CKA.ID)?.toString('hex') ?? ''))
}

/** Of a token nothing leaves. In an NSS database the private key says it, where it can be seen. */
const mayLeave = (
  cryptoki: Cryptoki,
  session: Handle,
  id: Buffer,
  { keeper, loginRequired }: TokenFacts,
): StoredCertificate['mayLeave'] => {
  if (kindOf(keeper) === 'token' || id.length === 0) return 'no'
  const [key] = cryptoki.find(session, searchTemplate(CKO.PRIVATE_KEY, id))
  if (key === undefined) return loginRequired ? 'unknown' : 'no'
  return flag(cryptoki.read(session, key, CKA.EXTRACTABLE)) === true ? 'yes' : 'no'
}

const CERTIFICATE_ATTRIBUTES = [CKA.VALUE, CKA.ID, CKA.LABEL, CKA.CERTIFICATE_CATEGORY] as const

/** All certificates that can be seen without a PIN, but for those that say they are an authority's. */
export const storedCertificates = (cryptoki: Cryptoki, session: Handle, facts: TokenFacts): StoredCertificate[] => {
  const keys = keyIds(cryptoki, session)
  return cryptoki.find(session, searchTemplate(CKO.CERTIFICATE)).flatMap((handle) => {
    const [der, ownId, ownLabel, category] = cryptoki.readTogether(session, handle, CERTIFICATE_ATTRIBUTES)
    if (!der || der.length === 0 || number(category ?? null) === CERTIFICATE_CATEGORY_AUTHORITY) return []
    const id = ownId ?? Buffer.alloc(0)
    const label = ownLabel?.toString() ?? ''
    const hasKey = id.length > 0 && keys.has(id.toString('hex'))
    const key = hasKey ? 'present' : facts.loginRequired ? 'unknown' : 'absent'
    return [{ id, label, der, key, mayLeave: mayLeave(cryptoki, session, id, facts) }]
  })
}

/** DER of those that say they are an authority's. */
export const authorities = (cryptoki: Cryptoki, session: Handle): Buffer[] =>
  cryptoki.find(session, searchTemplate(CKO.CERTIFICATE)).flatMap((handle) => {
    const [der, category] = cryptoki.readTogether(session, handle, [CKA.VALUE, CKA.CERTIFICATE_CATEGORY])
    return der && number(category ?? null) === CERTIFICATE_CATEGORY_AUTHORITY ? [der] : []
  })

/** The keys that Koshin has made, each once, as far as they can be seen in this session. */
export const ownKeys = (cryptoki: Cryptoki, session: Handle): OwnKey[] => {
  const handles = [CKO.PUBLIC_KEY, CKO.PRIVATE_KEY].flatMap((kind) => cryptoki.find(session, searchTemplate(kind)))
  const keys = handles.flatMap((handle) => {
    const id = cryptoki.read(session, handle, CKA.ID) ?? Buffer.alloc(0)
    const publicKey = isOwnKeyId(id) ? publicKeyParts(cryptoki, session, handle) : null
    if (publicKey === null) return []
    const label = (cryptoki.read(session, handle, CKA.LABEL) ?? Buffer.alloc(0)).toString()
    const hasCertificate = cryptoki.find(session, searchTemplate(CKO.CERTIFICATE, id)).length > 0
    return [[id.toString('hex'), { id, label, publicKey, hasCertificate }] as const]
  })
  return [...new Map(keys.toReversed()).values()]
}

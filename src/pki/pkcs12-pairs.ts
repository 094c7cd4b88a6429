import { commonName } from '../certificate/certificate.ts'
import { KoshinError } from '../protocol/errors.ts'
import { sameBytes } from './bytes.ts'
import { Malformed } from './der-read.ts'
import { basicConstraints } from './extensions.ts'
import type { Bags, CertificateBag, KeyBag } from './pkcs12-bags.ts'
import { readX509, type X509 } from './x509.ts'

/** Which key, certificate and issuers of a file belong together. */

export interface Pair {
  /** PrivateKeyInfo, to be zeroed after use. */
  readonly pkcs8: Uint8Array
  readonly certificate: Uint8Array
  readonly spki: Uint8Array
  /** From the one that issued the certificate upwards, as far as the file has them. */
  readonly chain: readonly Uint8Array[]
  /** What the owner calls it: the file's friendlyName, else the certificate's CN. */
  readonly name: string
}

export interface PairCryptography {
  /** SubjectPublicKeyInfo; null: no key that can be used (broken, or of a kind that Koshin has no signature for). */
  readonly publicKeyOf: (pkcs8: Uint8Array) => Uint8Array | null
  /** By name and by signature, whatever the strength: the bank judges its chain, not we. */
  readonly isIssuedBy: (certificate: Uint8Array, issuer: Uint8Array) => boolean
}

interface Known extends CertificateBag {
  readonly x509: X509
  readonly isAuthority: boolean
}

const MOST_ISSUERS = 6

/** What cannot be read is nobody's certificate. */
const known = (bag: CertificateBag): Known[] => {
  try {
    const x509 = readX509(bag.der)
    return [{ ...bag, x509, isAuthority: basicConstraints(x509).isCa }]
  } catch (error) {
    if (error instanceof Malformed) return []
    throw error
  }
}

/**
 * From the issuer of a certificate upwards, as far as the authorities go. A self-signed one ends it, and nothing comes twice.
 * @param authorities DER, in any order
 */
export const chainOf = (
  leaf: Uint8Array,
  authorities: readonly Uint8Array[],
  isIssuedBy: PairCryptography['isIssuedBy'],
): readonly Uint8Array[] => {
  const chain: Uint8Array[] = []
  let left = authorities.filter((der) => !sameBytes(der, leaf))
  for (let tip = leaf; chain.length < MOST_ISSUERS; ) {
    const issuer = left.find((candidate) => isIssuedBy(tip, candidate))
    if (issuer === undefined) return chain
    chain.push(issuer)
    left = left.filter((der) => !sameBytes(der, issuer))
    tip = issuer
  }
  return chain
}

/** A key renewed without change has several: the one that the file names by its localKeyID, else the one valid longest. */
const certificateFor = (
  { localKeyId }: KeyBag,
  spki: Uint8Array,
  certificates: readonly Known[],
): Known | undefined => {
  const own = certificates
    .filter(({ x509, isAuthority }) => !isAuthority && sameBytes(x509.spki, spki))
    .toSorted((a, b) => b.x509.notAfter - a.x509.notAfter)
  const named = own.find((one) => localKeyId.length > 0 && sameBytes(one.localKeyId, localKeyId))
  return named ?? own[0]
}

const pairOf = (key: KeyBag, certificates: readonly Known[], by: PairCryptography): Pair[] => {
  const spki = by.publicKeyOf(key.pkcs8)
  const found = spki === null ? undefined : certificateFor(key, spki, certificates)
  if (spki === null || found === undefined) return []
  const authorities = certificates.filter(({ isAuthority }) => isAuthority).map(({ der }) => der)
  return [
    {
      pkcs8: key.pkcs8,
      certificate: found.der,
      spki,
      chain: chainOf(found.der, authorities, by.isIssuedBy),
      name: key.friendlyName || found.friendlyName || commonName(found.x509.subject),
    },
  ]
}

const refusal = ({ keys, certificates }: Bags, by: PairCryptography): KoshinError => {
  if (keys.length === 0) return new KoshinError('file-no-key', { detail: 'no private key' })
  if (certificates.length === 0) return new KoshinError('file-no-key', { detail: 'no certificate' })
  if (keys.every(({ pkcs8 }) => by.publicKeyOf(pkcs8) === null))
    return new KoshinError('file-unsupported', { detail: 'kind of key' })
  return new KoshinError('file-no-key', { detail: 'no certificate is for a key in it' })
}

/**
 * Every key that has its certificate, each once: told by the public key, whatever the file says. Certificates of
 * authorities are for chains only. Keys that are not in the result are left for the caller to zero.
 * @throws KoshinError file-no-key; file-unsupported: no key is of a kind that can be used
 */
export const pairsIn = (bags: Bags, by: PairCryptography): readonly Pair[] => {
  const certificates = bags.certificates.flatMap(known)
  const pairs = bags.keys.flatMap((key) => pairOf(key, certificates, by))
  const once = pairs.filter(({ spki }, at) => pairs.findIndex((other) => sameBytes(other.spki, spki)) === at)
  if (once.length === 0) throw refusal(bags, by)
  return once
}

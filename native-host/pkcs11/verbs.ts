import type { KeyAlgorithm } from '../../src/certificate/certificate.ts'
import type { Store } from '../../src/protocol/schema.ts'
import type { TokenName } from './names.ts'

/**
 * Everything that the process of a module can be asked. Verbs of a renewal, not calls of Cryptoki: what is not here
 * cannot happen to a token, whatever goes wrong above. Only types, so that both processes may import it freely.
 */

export interface TokenFacts extends TokenName {
  readonly keeper: Store['keeper']
  readonly initialised: boolean
  readonly writeProtected: boolean
  readonly loginRequired: boolean
  readonly pin: {
    readonly pad: boolean
    readonly tries: 'ok' | 'low' | 'final' | 'locked'
    /** `none`: there is none, and nobody is asked for it. */
    readonly state: 'set' | 'not-set' | 'to-be-changed' | 'none'
    /** Bytes of UTF-8. */
    readonly minLength: number
    readonly maxLength: number
  }
  readonly keyAlgorithms: readonly KeyAlgorithm[]
}

export interface StoredCertificate {
  readonly id: Uint8Array
  readonly label: string
  readonly der: Uint8Array
  /** `unknown`: private objects cannot be seen before log-in. */
  readonly key: 'present' | 'absent' | 'unknown'
  readonly mayLeave: 'yes' | 'no' | 'unknown'
}

/** A key that Koshin has made, known by its CKA_ID; what can be seen of it now. */
export interface OwnKey {
  readonly id: Uint8Array
  readonly label: string
  readonly publicKey: PublicKeyParts
  /** A certificate with the same id lies beside it. */
  readonly hasCertificate: boolean
}

/** How a token signs: one way for each kind of key, SHA-256 at least, whatever a page asks for. */
export type TokenSignature = 'rsa-sha256' | 'ecdsa-sha256' | 'ecdsa-sha384'

/** A public key as Cryptoki gives it, before it is a SubjectPublicKeyInfo. */
export type PublicKeyParts =
  | { readonly kind: 'rsa'; readonly modulus: Uint8Array; readonly exponent: Uint8Array }
  | { readonly kind: 'ec'; readonly curve: 'ec-p256' | 'ec-p384'; readonly point: Uint8Array }

/** What the token says of how it keeps a private key. null: it does not say. */
export interface KeyProtection {
  readonly local: boolean | null
  readonly sensitive: boolean | null
  readonly alwaysSensitive: boolean | null
  readonly extractable: boolean | null
  readonly neverExtractable: boolean | null
}

/** Everything on the token that carries one CKA_ID. `half`: one of the two key objects only. */
export interface HeldObjects {
  readonly key: 'whole' | 'half' | 'none'
  readonly publicKey: PublicKeyParts | null
  readonly protection: KeyProtection | null
  readonly certificates: readonly Uint8Array[]
}

export interface NewCertificate {
  readonly id: Uint8Array
  readonly label: string
  readonly der: Uint8Array
  readonly subjectDer: Uint8Array
  readonly issuerDer: Uint8Array
  readonly serialNumberDer: Uint8Array
}

/** An NSS database: libsoftokn3 is a PKCS#11 module whose one token is the folder that it is told of. */
export interface NssDatabase {
  /** Absolute; holds cert9.db and key4.db, which are made where they are missing. */
  readonly folder: string
  /** Whose it is, and what people call it: a Firefox profile's name. Takes the place of NSS's own label, which is always the same. */
  readonly keeper: 'nss-chromium' | 'nss-firefox'
  readonly label: string
  /** Takes the place of NSS's own, which is all zeros: the first 16 digits of the SHA-256 of the folder's path, seen from home. */
  readonly serialNumber: string
}

interface Verb<A, R> {
  readonly args: A
  readonly result: R
}

export interface Verbs {
  /** What the module says it is: maker, name and version of its library; null where it does not say. */
  load: Verb<{ path: string; database: NssDatabase | null }, string | null>
  'list-tokens': Verb<null, TokenFacts[]>
  /** Without a log-in. In the computer's own stores there may be certificates of others too, and of authorities: without a key. */
  'list-certificates': Verb<{ token: TokenName }, StoredCertificate[]>
  /**
   * Certificates (DER) that the store marks as an authority's, and that `list-certificates` leaves out. None in the system's own
   * stores, which keep them elsewhere.
   */
  'list-authorities': Verb<{ token: TokenName }, Uint8Array[]>
  /** Keys that Koshin has made. Without log-in only public key objects can be seen, which is mostly enough. */
  'list-own-keys': Verb<{ token: TokenName }, OwnKey[]>
  /**
   * `pin` null: the user types it on the token's own pad, or there is none. An NSS database that is not there yet is made here: what
   * follows may write to it. The bytes are zeroed on the other side after use.
   */
  'log-in': Verb<{ token: TokenName; pin: Uint8Array | null }, null>
  find: Verb<{ id: Uint8Array }, HeldObjects>
  'make-key': Verb<{ id: Uint8Array; label: string; algorithm: KeyAlgorithm }, null>
  /** `info` is the CertificationRequestInfo that the host built. The signature is raw, as Cryptoki gives it. */
  'sign-request': Verb<{ id: Uint8Array; info: Uint8Array; algorithm: TokenSignature }, Uint8Array>
  /** Signs the challenge of challenge.ts: its text is built there, not given. */
  prove: Verb<{ id: Uint8Array; nonce: string; sha256: string; algorithm: TokenSignature }, Uint8Array>
  'write-certificate': Verb<NewCertificate, null>
  /** Removes certificates with this id that are not `keep`: what an interrupted write has left. */
  'remove-torn-certificates': Verb<{ id: Uint8Array; keep: Uint8Array }, null>
  /**
   * Puts a key pair that was made elsewhere into the store, to be sensitive and never extractable there. `pkcs8` is zeroed after use.
   * Fault key-not-accepted where the store takes none.
   */
  'import-key': Verb<{ id: Uint8Array; label: string; pkcs8: Uint8Array }, null>
  /** A CA's certificate of the chain; nothing happens where the same one is there already. */
  'write-authority': Verb<Omit<NewCertificate, 'id'>, null>
  /** PKCS#8 of a private key of one of the computer's own stores. Fault key-stays where it may not leave. */
  'export-key': Verb<{ id: Uint8Array; spki: Uint8Array }, Uint8Array>
  /**
   * Removes this certificate, and before it the key of the same id, unless another certificate of that key stays. A key that is
   * already gone is no error. Reads back that both are gone.
   */
  'remove-pair': Verb<{ id: Uint8Array; der: Uint8Array }, null>
  /** Removes the key pair with this id; refuses where a certificate has the same id. */
  'remove-key': Verb<{ id: Uint8Array }, null>
  'log-out': Verb<null, null>
}

export type VerbName = keyof Verbs

/** `seconds`: how long the host will wait, rounded up. */
export type VerbRequest = {
  [N in VerbName]: { id: number; verb: N; args: Verbs[N]['args']; seconds: number }
}[VerbName]

export type FaultCode =
  | 'module-invalid'
  | 'token-removed'
  | 'token-unsupported'
  | 'token-failed'
  | 'key-missing'
  | 'key-not-accepted'
  | 'key-stays'
  | 'computer-store-failed'
  | 'internal'

/** `ckr`: Cryptoki said no. `fault`: our own side did; its text is for the log. */
export type VerbAnswer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly ckr: string }
  | { readonly id: number; readonly fault: FaultCode; readonly text: string }

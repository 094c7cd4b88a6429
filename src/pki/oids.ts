import type { SignatureAlgorithm } from './request.ts'

/** Public key algorithms: RFC 3279 §2.3.1, RFC 5480 §2.1. */
export const RSA_ENCRYPTION = '1.2.840.113549.1.1.1'
export const EC_PUBLIC_KEY = '1.2.840.10045.2.1'

/** The curves that are strong enough, with the size of their field in bits: RFC 5480 §2.1.1.1. */
export const CURVE_BITS: Readonly<Record<string, number>> = {
  '1.2.840.10045.3.1.7': 256,
  '1.3.132.0.34': 384,
  '1.3.132.0.35': 521,
}
export const CURVES = { 'ec-p256': '1.2.840.10045.3.1.7', 'ec-p384': '1.3.132.0.34' } as const

/** Signature algorithms that are accepted and made: RFC 4055 §5, RFC 5758 §3.2. */
export const SIGNATURE_OIDS: Readonly<Record<SignatureAlgorithm, string>> = {
  'rsa-sha256': '1.2.840.113549.1.1.11',
  'rsa-sha384': '1.2.840.113549.1.1.12',
  'rsa-sha512': '1.2.840.113549.1.1.13',
  'ecdsa-sha256': '1.2.840.10045.4.3.2',
  'ecdsa-sha384': '1.2.840.10045.4.3.3',
  'ecdsa-sha512': '1.2.840.10045.4.3.4',
}

/** Signature algorithms that are known and too weak: RFC 3279 §2.2. */
export const WEAK_SIGNATURES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'MD2',
  '1.2.840.113549.1.1.3': 'MD4',
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.3.14.3.2.29': 'SHA-1',
  '1.2.840.10040.4.3': 'SHA-1',
  '1.2.840.10045.4.1': 'SHA-1',
}

/** A CMC response, `id-cct-PKIResponse`: RFC 5272 §6.1. */
export const CMC_RESPONSE = '1.3.6.1.5.5.7.12.3'

/** Controls of a CMC response that tell how it went, `id-cmc-statusInfo` and `id-cmc-statusInfoV2`: RFC 5272 §6.1. */
export const CMC_STATUS = '1.3.6.1.5.5.7.7.1'
export const CMC_STATUS_V2 = '1.3.6.1.5.5.7.7.25'

/** `id-kp-clientAuth`: RFC 5280 §4.2.1.12. */
export const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'

import type { Cryptography } from '../../src/revocation/cryptography.ts'

/** The browser's own cryptography, as src/revocation wants it. Copies: WebCrypto takes no view of memory that may be shared. */
export const WEB_CRYPTOGRAPHY: Cryptography = {
  digest: async (hash, data) => new Uint8Array(await crypto.subtle.digest(hash, data.slice())),
  verify: async (spki, scheme, data, signature) => {
    try {
      const key = await crypto.subtle.importKey('spki', spki.slice(), scheme, false, ['verify'])
      return await crypto.subtle.verify(scheme, key, signature.slice(), data.slice())
    } catch {
      return false // a key that is none, a point that is not on its curve
    }
  },
}

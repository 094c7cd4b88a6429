/**
 * What a key signs to prove itself: a text that says what it is for, so that the signature is good for nothing else,
 * with a nonce of the host's own and the certificate that it is proven for.
 * @param nonce 64 hexadecimal digits, new each time
 * @param sha256 of the certificate's DER, hexadecimal
 */
export const challengeText = (nonce: string, sha256: string): Uint8Array =>
  Buffer.from(`koshin: proof of possession, version 1\nnonce: ${nonce}\ncertificate: ${sha256}\n`)

/** An uncompressed point: 04, X, Y. */
const POINT_BYTES = [65, 97]

/**
 * CKA_EC_POINT is the point in a DER OCTET STRING (PKCS#11 v3.1 §6.3.3); some drivers give it bare. The lengths tell
 * them apart: both begin with 04.
 */
export const pointOf = (value: Uint8Array): Uint8Array => {
  const bare = value.subarray(2)
  const wrapped = value[0] === 0x04 && value[1] === bare.length && POINT_BYTES.includes(bare.length)
  return wrapped ? bare : value
}

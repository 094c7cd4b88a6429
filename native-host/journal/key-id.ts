/** CKA_ID of keys that Koshin makes: 20 bytes that begin with its name, so that it knows its own on any token. */

const OWN = Buffer.from('koshin')
const RANDOM_BYTES = 14

/** @param random as `randomBytes` of Node.js */
export const newKeyId = (random: (bytes: number) => Uint8Array): Uint8Array =>
  Buffer.concat([OWN, random(RANDOM_BYTES)])

export const isOwnKeyId = (id: Uint8Array): boolean =>
  id.length === OWN.length + RANDOM_BYTES && Buffer.compare(id.subarray(0, OWN.length), OWN) === 0

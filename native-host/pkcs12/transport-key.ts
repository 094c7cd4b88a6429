import { randomBytes } from 'node:crypto'
import type { Cryptoki, Handle } from '../pkcs11/process/cryptoki.ts'
import { transportKeyTemplate } from './key-objects.ts'
import { TRANSPORT_KEY_BYTES } from './transport.ts'

/** Random bytes that both this process and the token know, for as long as `work` takes. */
export const withTransportKey = <T>(
  cryptoki: Cryptoki,
  session: Handle,
  use: 'wrap' | 'unwrap',
  work: (bytes: Uint8Array, key: Handle) => T,
): T => {
  const bytes = randomBytes(TRANSPORT_KEY_BYTES)
  try {
    const key = cryptoki.create(session, transportKeyTemplate(bytes, use))
    try {
      return work(bytes, key)
    } finally {
      cryptoki.destroy(session, key)
    }
  } finally {
    bytes.fill(0)
  }
}

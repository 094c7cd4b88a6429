import type { ErrorCode } from '../../src/protocol/errors.ts'
import { MAX_PKCS12_BASE64 } from '../../src/protocol/host.ts'

/** A file with a private key: its bytes are read here, go to the host, and are kept by nobody. */

export type KeyFile = { readonly base64: string } | { readonly fault: ErrorCode }

/** 192 KiB. */
export const MAX_FILE_BYTES = (MAX_PKCS12_BASE64 / 4) * 3

/** Arguments that a call takes at most, well under every browser's limit. */
const CHUNK = 8192

const base64Of = (bytes: Uint8Array): string => {
  let binary = ''
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(binary)
}

export const readKeyFile = async (file: Blob): Promise<KeyFile> => {
  if (file.size > MAX_FILE_BYTES) return { fault: 'file-too-large' }
  // A folder that was dropped, or a file that has gone meanwhile.
  const buffer = await file.arrayBuffer().catch(() => null)
  if (!buffer || buffer.byteLength === 0) return { fault: 'file-unreadable' }
  const bytes = new Uint8Array(buffer)
  const base64 = base64Of(bytes)
  bytes.fill(0)
  return { base64 }
}

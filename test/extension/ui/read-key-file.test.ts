import { describe, expect, it } from 'vitest'
import { MAX_FILE_BYTES, readKeyFile } from '../../../extension/certificates/read-key-file.ts'

describe('a file with a private key', () => {
  it('is read whole, byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 251)
    const read = await readKeyFile(new Blob([bytes]))
    expect('base64' in read && Buffer.from(read.base64, 'base64').equals(Buffer.from(bytes))).toBe(true)
  })

  it('of 192 KiB is the largest that the host takes', async () => {
    expect(MAX_FILE_BYTES).toBe(192 * 1024)
    expect(await readKeyFile(new Blob([new Uint8Array(MAX_FILE_BYTES)]))).toHaveProperty('base64')
    const tooLarge = new Blob([new Uint8Array(MAX_FILE_BYTES + 1)])
    expect(await readKeyFile(tooLarge)).toEqual({ fault: 'file-too-large' })
  })

  it('that is empty or cannot be opened is none', async () => {
    const gone = { size: 10, arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }
    expect(await readKeyFile(new Blob([]))).toEqual({ fault: 'file-unreadable' })
    expect(await readKeyFile(gone as never)).toEqual({ fault: 'file-unreadable' })
  })
})

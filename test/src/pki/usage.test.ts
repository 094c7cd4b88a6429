import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/pki/answer.ts'
import { readUsage } from '../../../src/pki/usage.ts'
import { vector } from './vectors.ts'

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'
const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4'

describe('what a key is for', () => {
  it.each([
    ['good.der', { keyUsage: ['digitalSignature', 'keyEncipherment'], purposes: [CLIENT_AUTH, EMAIL_PROTECTION] }],
    ['issuing.der', { keyUsage: ['keyCertSign', 'cRLSign'], purposes: null }],
    ['version-1.der', { keyUsage: null, purposes: null }],
  ])('is read from %s as openssl has written it', (file, usage) => {
    expect(readUsage(vector(file))).toEqual(usage)
  })

  it('is not guessed where it cannot be read', () => {
    const [leaf = new Uint8Array()] = readAnswer(vector('key-usage-not-bits.p7b'))
    expect(() => readUsage(leaf)).toThrow('certificate-unreadable')
  })
})

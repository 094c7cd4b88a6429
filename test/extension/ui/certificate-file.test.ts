import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { certificateFiles, pemOf } from '../../../extension/certificates/certificate-file.ts'

const der = readFileSync(new URL('../../vectors/pki/good.der', import.meta.url))
const certificate = der.toString('base64')
const bytesOf = (url: string): Buffer => Buffer.from(url.split('base64,')[1] ?? '', 'base64')

describe('a certificate for other programs', () => {
  it('is PEM as openssl writes it: 64 characters a line', () => {
    expect(pemOf(certificate)).toBe(new X509Certificate(der).toString())
  })

  it('is saved as PEM, and in its own encoding byte for byte', () => {
    const { pem, cer } = certificateFiles(certificate, 'C0FFEE')
    expect([pem.name, cer.name]).toEqual(['certificate-C0FFEE.pem', 'certificate-C0FFEE.cer'])
    expect(bytesOf(pem.url).toString()).toBe(pemOf(certificate))
    expect(bytesOf(cer.url).equals(der)).toBe(true)
  })

  it('has a name that is not too long, whatever its serial number', () => {
    expect(certificateFiles(certificate, '12'.repeat(64)).pem.name).toBe('certificate-1212121212121212.pem')
  })
})

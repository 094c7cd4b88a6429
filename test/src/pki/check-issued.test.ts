import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/pki/answer.ts'
import { readCertificate } from '../../../src/pki/certificate.ts'
import type { Verify } from '../../../src/pki/chain.ts'
import { checkIssued, type IssuedCheck } from '../../../src/pki/check-issued.ts'
import { NOW, sha256, vector, verify } from './vectors.ts'

/** What the table of vectors cannot say. */

const checkOf = (file: string, more: Partial<IssuedCheck> = {}): IssuedCheck => ({
  certificates: readAnswer(vector(file)),
  spki: vector('new.spki.der'),
  previous: vector('previous.der'),
  now: NOW,
  sha256,
  verify,
  ...more,
})

describe('checkIssued', () => {
  it.each(['good.p7b', 'leaf-last.p7b'])(
    'gives the leaf and its issuers in order, whatever the order sent: %s',
    (file) => {
      expect(checkIssued(checkOf(file))).toEqual({
        leaf: vector('good.der'),
        chain: [vector('issuing.der'), vector('root.der')],
        certificate: readCertificate(vector('good.der'), sha256),
      })
    },
  )

  it('takes an issuer whose name is that of before on trust where none was sent', () => {
    const never: Verify = () => {
      throw new Error('nothing to verify')
    }
    expect(checkIssued(checkOf('leaf-only.p7b', { verify: never })).chain).toEqual([])
  })

  it('verifies what is signed, with the key of the issuer and the algorithm of the certificate', () => {
    const asked: string[] = []
    checkIssued(
      checkOf('good-p384.p7b', {
        spki: vector('p384.spki.der'),
        verify: (spki, algorithm, data, signature) => {
          asked.push(algorithm)
          return verify(spki, algorithm, data, signature)
        },
      }),
    )
    expect(asked).toEqual(['ecdsa-sha512', 'ecdsa-sha256'])
  })

  it('checks no more than forty signatures', () => {
    let checks = 0
    const count: Verify = (...parameters) => {
      checks += 1
      return verify(...parameters)
    }
    expect(() => checkIssued(checkOf('maze.p7b', { verify: count }))).toThrow('answer-untrusted')
    expect(checks).toBe(40)
  })

  it('passes over a certificate that cannot be read where nobody needs it', () => {
    const odd = Uint8Array.of(0x30, 0)
    const certificates = [odd, ...readAnswer(vector('good.p7b'))]
    expect(checkIssued(checkOf('good.p7b', { certificates })).leaf).toEqual(vector('good.der'))
  })

  it('does not say "another key" while something could not be read', () => {
    const certificates = [Uint8Array.of(0x30, 0), vector('issuing.der')]
    expect(() => checkIssued(checkOf('good.p7b', { certificates }))).toThrow(
      expect.objectContaining({ code: 'answer-unreadable', data: { detail: '1 of 2 certificates' } }),
    )
  })

  it('blames the certificate of before where that is the unreadable one', () => {
    expect(() => checkIssued(checkOf('good.p7b', { previous: new Uint8Array() }))).toThrow('certificate-unreadable')
  })

  it('refuses an algorithm that differs inside of what is signed', () => {
    const leaf = vector('good.der')
    // the last byte of ecdsa-with-SHA256 outside: 2 → 3 is ecdsa-with-SHA384
    const algorithm = Buffer.from('06082a8648ce3d040302', 'hex')
    const changed = leaf.slice()
    changed[Buffer.from(leaf).lastIndexOf(algorithm) + algorithm.length - 1] = 3
    expect(() => checkIssued(checkOf('good.p7b', { certificates: [changed] }))).toThrow(
      expect.objectContaining({ code: 'answer-untrusted', data: { detail: 'signature algorithm differs inside' } }),
    )
  })
})

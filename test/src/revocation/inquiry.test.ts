import { beforeAll, describe, expect, it } from 'vitest'
import { WEB_CRYPTOGRAPHY } from '../../../extension/background/web-cryptography.ts'
import { inquire } from '../../../src/revocation/inquiry.ts'
import { type Paper, RevokingAuthority } from '../../practice-bank/revoking-authority.ts'
import { ADDRESSES, FOLDER, inquiryFor } from './desk.ts'

/** Whom a certificate lets be asked, and whose answers would count. */

let authority: RevokingAuthority
beforeAll(async () => {
  authority = await RevokingAuthority.found(FOLDER)
}, 60_000)

const urlsOf = async (...extensions: string[]): Promise<string[]> =>
  (await inquiryFor(await authority.issue('one', extensions), authority.paper)).addresses.map(({ url }) => url)

const asked = async ({ der }: Paper, issuers: readonly Paper[], later = 0): Promise<string> => {
  const candidates = issuers.map((paper) => paper.der)
  const inquiry = await inquire(der, candidates, Date.now() + later, WEB_CRYPTOGRAPHY)
  return 'addresses' in inquiry ? 'can be asked' : inquiry.reason
}

describe('the addresses', () => {
  it('are the responders and then the lists, with what the browser is asked for', async () => {
    const certificate = await authority.issue('both', [
      'authorityInfoAccess=OCSP;URI:http://ocsp.example:8080/a,caIssuers;URI:http://ca.example/ca.der',
      'crlDistributionPoints=URI:https://crl.example/list.crl',
    ])
    expect((await inquiryFor(certificate, authority.paper)).addresses).toEqual([
      { source: 'ocsp', url: 'http://ocsp.example:8080/a', host: 'ocsp.example', pattern: 'http://ocsp.example/*' },
      { source: 'crl', url: 'https://crl.example/list.crl', host: 'crl.example', pattern: 'https://crl.example/*' },
    ])
  })

  it('are two of a kind at most, each once', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => `URI:http://${name}.example/`)
    expect(await urlsOf(`crlDistributionPoints=${a},${a},${b},${c}`)).toEqual([
      'http://a.example/',
      'http://b.example/',
    ])
  })

  it.each([
    ['another scheme', 'URI:ldap://ldap.example/cn=list?certificateRevocationList'],
    ['a file', 'URI:file:///etc/passwd'],
    ['a name and a password', 'URI:http://user:secret@crl.example/'],
    ['an address that no pattern names', 'URI:http://[::1]/'],
    ['more than 1000 characters', `URI:http://crl.example/${'a'.repeat(1000)}`],
    ['a space', 'URI:http://crl.example/a list'],
  ])('are none with %s', async (_, name) => {
    expect(await asked(await authority.issue('none', [`crlDistributionPoints=${name}`]), [authority.paper])).toBe(
      'no-address',
    )
  })

  it('are none of a list of some reasons, or of another issuer', async () => {
    const part = (line: string) => ['crlDistributionPoints=point', '[point]', 'fullname=URI:http://crl.example/', line]
    const some = await authority.issue('some', part('reasons=keyCompromise'))
    const other = await authority.issue('other', [...part('CRLissuer=dirName:who'), '[who]', 'CN=Other'])
    expect(await asked(some, [authority.paper])).toBe('no-address')
    expect(await asked(other, [authority.paper])).toBe('no-address')
  })
})

describe('the issuer', () => {
  it('is whoever has signed it, not whoever has the name', async () => {
    const certificate = await authority.issue('one', ADDRESSES)
    const namesake = await RevokingAuthority.found(FOLDER)
    expect(await asked(certificate, [namesake.paper, authority.paper])).toBe('can be asked')
    expect(await asked(certificate, [namesake.paper])).toBe('no-issuer')
    expect(await asked(certificate, [])).toBe('no-issuer')
  })

  it('is nobody with a weak key', async () => {
    const weak = await RevokingAuthority.found(FOLDER, { kind: 'RSA-1024' })
    expect(await asked(await weak.issue('one', ADDRESSES), [weak.paper])).toBe('no-issuer')
  })

  it('is nobody who cannot be read', async () => {
    const certificate = await authority.issue('one', ADDRESSES)
    const broken = { ...authority.paper, der: authority.paper.der.slice(1) }
    expect(await asked(certificate, [broken])).toBe('no-issuer')
    expect(await asked(certificate, [broken, authority.paper])).toBe('can be asked')
  })
})

it('an expired certificate is asked about nowhere: those who answer forget it', async () => {
  const certificate = await authority.issue('old', ADDRESSES)
  expect(await asked(certificate, [authority.paper], 301 * 86_400_000)).toBe('expired')
})

it('what is no certificate is said to be wrong', async () => {
  expect(await asked({ ...authority.paper, der: new Uint8Array(10) }, [])).toBe('wrong')
})

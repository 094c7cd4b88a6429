import { createPrivateKey, createPublicKey, sign, verify, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { expectedFiles, open, outcomeOf, pairsOf, pkcs12, publicKey } from './pkcs12-files.ts'
import { vector } from './vectors.ts'

const MESSAGE = Buffer.from('signed with what came out of the file')

const signature = (pkcs8: Uint8Array): Buffer =>
  sign('sha256', MESSAGE, createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }))

describe.each(expectedFiles.filter(({ keys }) => keys !== undefined))(
  '$file',
  ({ file, password, keys = [], chain, name }) => {
    const pairs = pairsOf(pkcs12(file), password)

    it('gives its keys, which sign for the public keys that they were made with', () => {
      expect(pairs.map(({ spki }) => Buffer.from(spki))).toEqual(keys.map(publicKey))
      for (const [at, { pkcs8 }] of pairs.entries()) {
        const original = createPublicKey({ key: publicKey(keys[at] ?? 'rsa'), format: 'der', type: 'spki' })
        expect(verify('sha256', MESSAGE, original, signature(pkcs8))).toBe(true)
      }
    })

    it('gives the certificate of each, and its chain in order', () => {
      for (const { certificate, chain: issuers, spki } of pairs) {
        const path = [certificate, ...issuers].map((der) => new X509Certificate(der))
        expect(path[0]?.publicKey.export({ type: 'spki', format: 'der' })).toEqual(Buffer.from(spki))
        expect(issuers).toHaveLength(chain ?? 0)
        for (const [at, { subject }] of path.slice(1).entries()) expect(path[at]?.issuer).toBe(subject)
      }
    })

    it('is named as its owner has named it', () => {
      const own: Record<string, string> = { rsa: '1000000001', p256: '1000000002', p384: '1000000003' }
      const names = file.startsWith('keytool') ? keys.map((key) => `${key} 鍵`) : keys.map((key) => name ?? own[key])
      expect(pairs.map((pair) => pair.name)).toEqual(names)
    })
  },
)

describe('the password', () => {
  const locked = expectedFiles.filter(({ password, file }) => password !== null && !/nss|keytool-legacy/.test(file))

  it.each(locked)('of $file is asked for, and another one is wrong', ({ file }) => {
    expect(outcomeOf(pkcs12(file), null)).toBe('locked')
    expect(outcomeOf(pkcs12(file), 'himitsu2')).toBe('locked')
  })

  it('that is typed empty is none', () => {
    expect(outcomeOf(pkcs12('empty-password'), '')).toBe('opened')
    expect(outcomeOf(pkcs12('modern'), '')).toBe('locked')
  })
})

it.each(expectedFiles.filter(({ refusal }) => refusal !== undefined))(
  '$file is refused: $refusal',
  ({ file, password, refusal }) => {
    expect(outcomeOf(pkcs12(file), password)).toBe(refusal)
  },
)

describe('what is no PKCS#12', () => {
  const texts: [string, string][] = [
    ['nothing', ''],
    ['one character', '0'],
    ['a certificate as text', '-----BEGIN CERTIFICATE-----\n'],
    ['zeros', '\0'.repeat(400)],
    ['ones', '\xff'.repeat(400)],
  ]
  it.each(texts)('is told so: %s', (_, text) => {
    expect(outcomeOf(new Uint8Array(Buffer.from(text, 'latin1')), null)).toBe('file-unreadable')
  })

  it.each(['good.der', 'good.p7b', 'private-key.der', 'request.der'])('is told so: %s', (file) => {
    expect(outcomeOf(vector(file), null)).toBe('file-unreadable')
  })

  it('and a file too large is not read at all', () => {
    const large = new Uint8Array(192 * 1024 + 1)
    large.set(pkcs12('modern'))
    expect(outcomeOf(large, null)).toBe('file-too-large')
  })
})

describe('a damaged file', () => {
  const FILES = ['modern', 'legacy-3des', 'nss', 'nothing-at-all', 'no-mac', 'keytool-several']

  it.each(FILES)('is told from a wrong password where it is cut short: %s', (name) => {
    const file = pkcs12(name)
    const cuts = Array.from({ length: 40 }, (_, at) => Math.floor(((at + 0.5) * file.length) / 40))
    const outcomes = cuts.map((length) => outcomeOf(file.slice(0, length), 'himitsu'))
    expect([...new Set(outcomes)]).toEqual(['file-damaged'])
    expect(outcomeOf(file.slice(0, 4), 'himitsu')).toBe('file-unreadable')
    expect(outcomeOf(Uint8Array.from([...file, 0]), 'himitsu')).toBe('file-damaged')
  })

  const flipped = (file: Uint8Array, at: number): Uint8Array =>
    file.map((byte, index) => (index === at ? byte ^ 0x10 : byte))

  it.each(['modern', 'legacy-3des', 'legacy-rc2-40', 'aes-128-sha512'])(
    'never opens, and is hardly ever taken for a wrong password, where one bit is another: %s',
    (name) => {
      const file = pkcs12(name)
      const places = Array.from({ length: 25 }, (_, at) => Math.floor(((at + 0.5) * file.length) / 25))
      const outcomes = places.map((at) => outcomeOf(flipped(file, at), 'himitsu'))
      expect(outcomes).not.toContain('opened')
      expect(outcomes.filter((outcome) => outcome === 'locked').length).toBeLessThan(2)
    },
  )

  it('that nothing protects gives no key that is not the one of its certificate', () => {
    const file = pkcs12('nothing-at-all')
    for (let at = 0; at < file.length; at += 3) {
      const outcome = open(flipped(file, at), null)
      const pairs = 'pairs' in outcome ? (outcome.pairs ?? []) : []
      for (const { spki } of pairs) expect(Buffer.from(spki)).toEqual(publicKey('p256'))
    }
  })
})

it('leaves the file as it was, for the next password', () => {
  const file = pkcs12('legacy-rc2-40')
  const before = file.slice()
  for (const password of [null, 'wrong', 'himitsu']) open(file, password)
  expect(Buffer.compare(file, before)).toBe(0)
})

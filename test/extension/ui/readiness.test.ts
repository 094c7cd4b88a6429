import { describe, expect, it } from 'vitest'
import { type CheckLine, checkList, readinessOf, storeObstacle } from '../../../extension/ui/readiness.ts'
import type { Readiness } from '../../../src/renewal/snapshot.ts'
import type { StoreKind } from '../../../src/renewal/state.ts'
import { certificate, known, secondToken, token } from '../../screens/snapshots.ts'
import { computer } from '../../screens/things.ts'

const shown = (line: CheckLine): string =>
  line.state === 'todo' ? `todo ${line.error.code}` : `${line.state} ${line.message[0]}`
const lines = (readiness: Readiness, wish: StoreKind | null = null): string[] =>
  checkList(readiness, 'rsa-2048', wish).map(shown)
const nothingThere = { stores: [], follows: null, candidates: [], store: null }

describe('the check list', () => {
  it('is all true when everything is there', () => {
    expect(lines(known())).toEqual([
      'true check_host',
      'true check_driver',
      'true check_token',
      'true check_pin',
      'true check_certificate',
    ])
  })

  it('says that it is still looking', () => {
    expect(lines({ state: 'checking' })).toEqual(['checking check_checking'])
  })

  it('ends with the first thing to do: the program', () => {
    expect(lines({ state: 'no-host', error: { code: 'host-outdated', data: {} } })).toEqual(['todo host-outdated'])
  })

  it.each([
    ['missing', 'module-missing'],
    ['invalid', 'module-invalid'],
    ['crashed', 'module-crashed'],
    ['hung', 'module-hung'],
    ['unstable', 'module-unstable'],
  ] as const)('names a driver that is %s', (state, code) => {
    const readiness = known({ ...nothingThere, modules: [{ name: 'eTPKCS11.dll', state }] })
    expect(lines(readiness)).toEqual(['true check_host', `todo ${code}`])
  })

  it('takes no notice of a second driver that is not installed', () => {
    const modules = [
      { name: 'a.so', state: 'missing' },
      { name: 'b.so', state: 'ok' },
    ] as const
    expect(lines(known({ ...nothingThere, modules }))).toEqual([
      'true check_host',
      'true check_driver',
      'todo token-missing',
    ])
  })

  it('blames a broken driver rather than an absent token', () => {
    const modules = [
      { name: 'a.so', state: 'hung' },
      { name: 'b.so', state: 'ok' },
    ] as const
    expect(lines(known({ ...nothingThere, modules }))).toEqual(['true check_host', 'todo module-hung'])
  })

  it('warns before the last try of the PIN, and lets the user go on', () => {
    const list = checkList(known({ stores: [token({}, { tries: 'final' })] }), 'rsa-2048', null)
    expect(list.map(shown)).toContain('caution check_pin_final')
    expect(readinessOf(list)).toBe('ready')
  })

  it('says where several tokens and certificates leave the choice to the user', () => {
    const stores = [token(), secondToken]
    const candidates = [certificate(), certificate({ uri: 'pkcs11:id=%02' })]
    expect(lines(known({ stores, store: null, follows: null, candidates })).slice(2)).toEqual([
      'true check_tokens_several',
      'true check_certificates_several',
    ])
  })

  it('stops where none of several tokens can be used', () => {
    const stores = [token({}, { tries: 'locked' }), { ...secondToken, writable: false }]
    expect(lines(known({ stores, store: null })).at(-1)).toBe('todo pin-locked')
  })

  it('asks for the certificate last', () => {
    expect(lines(known({ follows: null, candidates: [] })).at(-1)).toBe('todo certificate-missing')
  })
})

describe("the computer's own store", () => {
  const both = known({ stores: [token(), computer()], store: computer().uri })

  it('needs no token and no software of one', () => {
    const readiness = { ...known({ stores: [computer()], store: computer().uri }), modules: [] }
    expect(lines(readiness, 'computer')).toEqual(['true check_host', 'true check_computer', 'true check_certificate'])
    expect(lines(both, 'computer')[1]).toBe('true check_computer')
  })

  it('is no place for what is to go onto a token', () => {
    expect(lines(known({ stores: [computer()], store: null }), 'token').at(-1)).toBe('todo token-missing')
  })

  it('that is missing or broken is said, and not taken for a missing token', () => {
    expect(lines(known(nothingThere), 'computer').at(-1)).toBe('todo computer-store-failed')
    const readiness = known({ stores: [token(), computer({ writable: false })], store: null })
    expect(lines(readiness, 'computer').at(-1)).toBe('todo computer-store-failed')
  })

  it('that is missing leaves a token to be chosen', () => {
    expect(readinessOf(checkList(known({ store: null }), 'rsa-2048', 'computer'))).toBe('ready')
  })
})

describe('a token cannot be used', () => {
  it.each([
    ['when it is read-only', token({ writable: false }), 'token-read-only'],
    ['when it cannot make the key', token({ keyAlgorithms: ['ec-p256'] }), 'token-unsupported'],
    ['when its PIN is locked', token({}, { tries: 'locked' }), 'pin-locked'],
    ['when no PIN is set', token({}, { state: 'not-set' }), 'pin-not-set'],
    ['when the PIN must be changed', token({}, { state: 'to-be-changed' }), 'pin-expired'],
    ['unless all is well', token(), null],
  ] as const)('%s', (_, store, obstacle) => {
    expect(storeObstacle(store, 'rsa-2048')).toBe(obstacle)
  })
})

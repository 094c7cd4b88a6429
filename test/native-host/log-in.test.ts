import { describe, expect, test } from 'vitest'
import { type Door, logIn } from '../../native-host/pin/log-in.ts'
import type { PinAsk, PinSource } from '../../native-host/pin/source.ts'
import { errorOf } from '../../native-host/pkcs11/ckr.ts'
import type { TokenFacts } from '../../native-host/pkcs11/verbs.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import { codeOf } from './host.ts'

/** A token that really counts, as SoftHSM2 does not. */
class CountingToken implements Door {
  readonly attempts: (string | null)[] = []
  left = 3
  pad = false
  state: TokenFacts['pin']['state'] = 'set'

  async facts(): Promise<TokenFacts> {
    const tries = this.left === 0 ? 'locked' : this.left === 1 ? 'final' : this.left === 2 ? 'low' : 'ok'
    return {
      keeper: 'token',
      label: '専用USB',
      manufacturer: '',
      model: '',
      serialNumber: '00004F21',
      initialised: true,
      writeProtected: false,
      loginRequired: true,
      pin: { pad: this.pad, tries, state: this.state, minLength: 4, maxLength: 8 },
      keyAlgorithms: [],
    }
  }

  async attempt(pin: Buffer | null): Promise<void> {
    this.attempts.push(pin === null ? null : pin.toString())
    if (pin === null || pin.toString() === '2580') return
    this.left--
    throw errorOf(this.left === 0 ? 'CKR_PIN_LOCKED' : 'CKR_PIN_INCORRECT', {})
  }
}

class Person implements PinSource {
  readonly asks: PinAsk[] = []
  readonly given: Buffer[] = []
  confirmations = 0
  confirms = true
  readonly #pins: (string | null)[]
  constructor(...pins: (string | null)[]) {
    this.#pins = pins
  }
  async askPin(ask: PinAsk): Promise<Buffer | null> {
    this.asks.push(ask)
    const pin = this.#pins.shift() ?? null
    if (pin === null) return null
    const buffer = Buffer.from(pin)
    this.given.push(buffer)
    return buffer
  }
  async confirmFinalTry(): Promise<boolean> {
    this.confirmations++
    return this.confirms
  }
}

const reason = { bankName: 'テスト銀行', origin: 'https://bank.example', purpose: 'make-key' } as const
const never = new AbortController().signal
const run = (token: CountingToken, person: PinSource) => logIn(token, person, reason, never)

describe('logging in', () => {
  test('with the right PIN asks once and says who, where and what for', async () => {
    const token = new CountingToken()
    const person = new Person('2580')
    await run(token, person)
    expect(token.attempts).toEqual(['2580'])
    expect(person.asks).toEqual([
      {
        question: {
          ...reason,
          secret: 'pin',
          token: '専用USB …4F21',
          tries: 'ok',
          again: false,
          minLength: 4,
          maxLength: 8,
        },
        trouble: null,
      },
    ])
  })

  test('asks again after a wrong one, with what is left', async () => {
    const token = new CountingToken()
    const person = new Person('1111', '2580')
    await run(token, person)
    expect(person.asks[1]).toMatchObject({ question: { again: true, tries: 'low' }, trouble: 'wrong' })
  })

  test('burns no try on a PIN that is too short, too long, or was wrong before', async () => {
    const token = new CountingToken()
    const person = new Person('123', '123456789', '1111', '1111', '2580')
    await run(token, person)
    expect(token.attempts).toEqual(['1111', '2580'])
    expect(person.asks.map(({ trouble }) => trouble)).toEqual([null, 'length', 'length', 'wrong', 'same'])
  })

  test('before the last try the user must say yes once more', async () => {
    const token = new CountingToken()
    token.left = 1
    const person = new Person('2580')
    person.confirms = false
    expect(await codeOf(run(token, person))).toBe('pin-cancelled')
    expect(token.attempts).toEqual([])
    person.confirms = true
    await run(token, person)
    expect(person.confirmations).toBe(2)
  })

  test('ends where the token locks', async () => {
    const token = new CountingToken()
    expect(await codeOf(run(token, new Person('1111', '2222', '3333', '2580')))).toBe('pin-locked')
    expect(token.attempts).toEqual(['1111', '2222', '3333'])
    expect(await codeOf(run(token, new Person('2580')))).toBe('pin-locked')
  })

  test.each([
    ['not-set', 'pin-not-set'],
    ['to-be-changed', 'pin-expired'],
  ] as const)('asks nothing where the PIN is %s', async (state, code) => {
    const token = new CountingToken()
    token.state = state
    const person = new Person('2580')
    expect(await codeOf(run(token, person))).toBe(code)
    expect(person.asks).toEqual([])
  })

  test('leaves the typing to a token with a pad', async () => {
    const token = new CountingToken()
    token.pad = true
    const person = new Person('2580')
    await run(token, person)
    expect([token.attempts, person.asks]).toEqual([[null], []])
  })

  test('erases every PIN that was typed', async () => {
    const person = new Person('123', '1111', '1111', '2580')
    await run(new CountingToken(), person)
    for (const pin of person.given) expect([...pin].every((byte) => byte === 0)).toBe(true)
  })

  test('stops when the browser has gone', async () => {
    const ending = new AbortController()
    ending.abort(new KoshinError('page-closed'))
    expect(await codeOf(logIn(new CountingToken(), new Person('2580'), reason, ending.signal))).toBe('page-closed')
  })
})

import { type ErrorCode, KoshinError } from '../../src/protocol/errors.ts'
import type { HostResult } from '../../src/protocol/host.ts'
import type { Deed, Rule } from '../fault-module/fault-module.ts'
import { installing, ORIGIN } from '../native-host/desk.ts'
import type { OldCertificate } from './customer.ts'
import { DEADLINE_MS, type FailingToken } from './failing-token.ts'

/** One function of the driver fails in one way, all through a renewal; then it is mended, and the renewal finished. */

/** Every function that the host calls. The grid counts the calls of whole renewals, and fails where one is missing here. */
export const USED = [
  'C_GetFunctionList',
  'C_Initialize',
  'C_GetInfo',
  'C_GetSlotList',
  'C_GetTokenInfo',
  'C_GetMechanismList',
  'C_GetMechanismInfo',
  'C_OpenSession',
  'C_GetSessionInfo',
  'C_Login',
  'C_FindObjectsInit',
  'C_FindObjects',
  'C_FindObjectsFinal',
  'C_GetAttributeValue',
  'C_GenerateKeyPair',
  'C_SignInit',
  'C_Sign',
  'C_CreateObject',
  'C_DestroyObject',
  'C_Logout',
  'C_CloseSession',
  'C_Finalize',
] as const

const RETURN_VALUES = [
  'CKR_DEVICE_REMOVED',
  'CKR_DEVICE_ERROR',
  'CKR_DEVICE_MEMORY',
  'CKR_GENERAL_ERROR',
  'CKR_FUNCTION_FAILED',
  'CKR_HOST_MEMORY',
  'CKR_TOKEN_NOT_PRESENT',
  'CKR_TOKEN_WRITE_PROTECTED',
  'CKR_SESSION_HANDLE_INVALID',
  'CKR_USER_NOT_LOGGED_IN',
  'CKR_PIN_INCORRECT',
  'CKR_PIN_LOCKED',
  'CKR_MECHANISM_INVALID',
  'CKR_TEMPLATE_INCONSISTENT',
  'CKR_ATTRIBUTE_VALUE_INVALID',
  'CKR_FUNCTION_CANCELED',
  'CKR_BUFFER_TOO_SMALL',
  '0x80000001',
] as const

/** Way of failing, with its name. */
export const WAYS: ReadonlyMap<string, Deed> = new Map<string, Deed>([
  ...RETURN_VALUES.map((rv): [string, Deed] => [rv, { rv }]),
  ['done, then CKR_DEVICE_REMOVED', { after: 'CKR_DEVICE_REMOVED' }],
  ['hang', 'hang'],
  ['crash', 'crash'],
  ['done, then crash', 'crash-after'],
  ['lie', 'lie'],
])

export interface Cell {
  readonly call: string
  readonly way: string
}

export interface Verdict {
  /** Codes that the host answered with while the token failed. */
  readonly codes: readonly ErrorCode[]
  readonly untyped: number
  readonly late: number
  readonly hostDeaths: number
  readonly oldChanged: number
  readonly secondKeys: number
  readonly logInsBeyondPins: number
  /** What came of it in the end is not what it should be. */
  readonly unfinished: number
  /** What is wrong, in words. */
  readonly faults: readonly string[]
}

type Prepared = HostResult<'enrolment.prepare'>

class Renewal {
  readonly codes: ErrorCode[] = []
  readonly faults: string[] = []
  untyped = 0
  readonly #token: FailingToken
  readonly #old: OldCertificate

  constructor(token: FailingToken, old: OldCertificate) {
    this.#token = token
    this.#old = old
  }

  /** What comes of it while the token fails; null: an error. `internal` is what the host says of its own mistakes. */
  async tried<T>(what: string, act: () => Promise<T>): Promise<T | null> {
    try {
      return await act()
    } catch (error) {
      if (error instanceof KoshinError) this.codes.push(error.code)
      if (!(error instanceof KoshinError) || error.code === 'internal') {
        this.untyped++
        this.faults.push(`${what}: ${error} ${error instanceof KoshinError ? JSON.stringify(error.data) : ''}`)
      }
      return null
    }
  }

  list(): Promise<unknown> {
    return this.#token.ask('certificate.list', { store: this.#old.store })
  }

  /** Goes on with the one enrolment that there is, or begins it. */
  async prepare(): Promise<Prepared> {
    const { enrolments } = await this.#token.ask('enrolment.list', {})
    const open = enrolments.filter(({ state }) => state !== 'discarded')
    if (open.length > 1) throw new Error(`${open.length} enrolments`)
    return this.#token.ask('enrolment.prepare', {
      enrolment: open[0]?.id ?? null,
      origin: ORIGIN,
      bank: 'test',
      bankName: 'テスト銀行',
      store: this.#old.store,
      follows: this.#old.uri,
      algorithm: 'ec-p256',
      subject: null,
      again: false,
    })
  }

  install(id: string, answer: string | null): Promise<HostResult<'enrolment.install'>> {
    return this.#token.ask('enrolment.install', installing(id, answer))
  }

  discard(id: string): Promise<HostResult<'enrolment.discard'>> {
    return this.#token.ask('enrolment.discard', { enrolment: id })
  }
}

/** What must never change, whatever the token did; and what must be there in the end. */
const verdictOf = (token: FailingToken, renewal: Renewal, deathsBefore: number, expected: number): Verdict => {
  const witness = token.witness()
  const made = witness.made()
  const counts = [made['Private Key'], made['Public Key'], made.Certificate].map(({ length }) => length)
  const logIns = token.module.logIns().filter(({ pin }) => pin).length
  const isRight = counts.every((count) => count === expected) && new Set(Object.values(made).flat()).size <= 1
  const faults = [...renewal.faults, ...(isRight ? [] : [`on the token: ${JSON.stringify(made)}`])]
  return {
    codes: renewal.codes,
    untyped: renewal.untyped,
    late: token.slowest > DEADLINE_MS ? 1 : 0,
    hostDeaths: token.hostDeaths - deathsBefore,
    oldChanged: witness.changed,
    secondKeys: Math.max(0, made['Private Key'].length - 1),
    logInsBeyondPins: Math.max(0, logIns - token.typed),
    unfinished: isRight ? 0 : 1,
    faults,
  }
}

const finish = async (token: FailingToken, renewal: Renewal, rule: Rule): Promise<void> => {
  await renewal.tried('list', () => renewal.list())
  const first = await renewal.tried('prepare', () => renewal.prepare())
  if (first === null) token.fails()
  const { enrolment, request } = first ?? (await renewal.prepare())
  token.fails(rule)
  const answer = token.desk.tools.answer(Buffer.from(request, 'base64')).toString('base64')
  const installed = await renewal.tried('install', () => renewal.install(enrolment.id, answer))
  token.fails()
  const done = installed ?? (await renewal.install(enrolment.id, null))
  if (done.enrolment.state !== 'done') throw new Error(`installed, but ${done.enrolment.state}`)
}

/** Of a request that was made without a fault. */
const giveUp = async (token: FailingToken, renewal: Renewal, rule: Rule): Promise<void> => {
  token.fails()
  const { enrolment } = await renewal.prepare()
  token.fails(rule)
  const discarded = await renewal.tried('discard', () => renewal.discard(enrolment.id))
  token.fails()
  const done = discarded ?? (await renewal.discard(enrolment.id))
  if (done.enrolment.state !== 'discarded') throw new Error(`discarded, but ${done.enrolment.state}`)
}

/** Nothing is destroyed on the way to a certificate: that is seen where one gives up. */
const isForGivingUp = ({ call }: Cell): boolean => call === 'C_DestroyObject'

export const runCell = async (token: FailingToken, old: OldCertificate, cell: Cell): Promise<Verdict> => {
  const rule: Rule = { call: cell.call, do: WAYS.get(cell.way) ?? 'noise' }
  const deaths = token.hostDeaths
  const renewal = new Renewal(token, old)
  const work = isForGivingUp(cell) ? giveUp : finish
  token.begin()
  token.fails(rule)
  try {
    await work(token, renewal, rule)
  } catch (error) {
    renewal.faults.push(`not finished: ${error} ${error instanceof KoshinError ? JSON.stringify(error.data) : ''}`)
    await token.restart()
  }
  return verdictOf(token, renewal, deaths, isForGivingUp(cell) ? 0 : 1)
}

/** Functions that a whole renewal, and one that is given up, have called. */
export const functionsUsed = async (token: FailingToken, old: OldCertificate): Promise<string[]> => {
  const called = new Set<string>()
  for (const work of [finish, giveUp]) {
    token.begin()
    await work(token, new Renewal(token, old), { call: 'C_CancelFunction', do: 'noise' })
    for (const name of token.module.calls().keys()) called.add(name)
  }
  return [...called]
}

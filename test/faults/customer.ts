import { type ErrorCode, KoshinError } from '../../src/protocol/errors.ts'
import type { HostResult } from '../../src/protocol/host.ts'
import type { Enrolment } from '../../src/protocol/schema.ts'
import { type Desk, installing, ORIGIN } from '../native-host/desk.ts'
import type { Host } from '../native-host/host.ts'
import { PIN } from '../native-host/token.ts'
import { Bank } from './bank.ts'

/** What became of an enrolment whose host was lost, once somebody has come back to it. */
export type Ending = 'finished' | 'resumed' | 'discarded' | 'not begun'

/**
 * How somebody comes back: to go on; to give up where nothing was sent in yet; or, not knowing that it was, to press the
 * bank's button once more.
 */
export type Mood = 'goes on' | 'gives up' | 'presses again'

/** The certificate that is renewed, as the host's list names it. */
export interface OldCertificate {
  readonly store: string
  readonly uri: string
}

const isCode = (error: unknown, code: ErrorCode): boolean => error instanceof KoshinError && error.code === code

/** Somebody who renews, with the bank's page before them: they do what the page and the list of enrolments offer. */
export class Customer {
  readonly bank: Bank
  readonly #old: OldCertificate

  constructor(desk: Desk, old: OldCertificate, bank: Bank = new Bank(desk)) {
    this.#old = old
    this.bank = bank
    desk.typesNext(...Array<string>(20).fill(PIN))
  }

  /** Presses the bank's button: the page gets a request and posts it. */
  async asks(host: Host, enrolment: string | null = null): Promise<{ id: string; answer: string }> {
    const { store, uri } = this.#old
    const bank = { origin: ORIGIN, bank: 'test', bankName: 'テスト銀行' }
    const following = { store, follows: uri, algorithm: 'ec-p256', subject: null, again: false } as const
    const prepared = await host.request('enrolment.prepare', { enrolment, ...bank, ...following })
    return { id: prepared.enrolment.id, answer: this.bank.takes(prepared.request) }
  }

  /** @throws unless the certificate is in its place */
  async installs(host: Host, id: string, answer: string | null): Promise<void> {
    const { enrolment } = await host.request('enrolment.install', installing(id, answer))
    if (enrolment.state !== 'done') throw new Error(`installed, but ${enrolment.state}`)
  }

  async renews(host: Host): Promise<void> {
    const { id, answer } = await this.asks(host)
    await this.installs(host, id, answer)
  }

  async discards(host: Host, id: string): Promise<void> {
    const { enrolment } = await host.request('enrolment.discard', { enrolment: id })
    if (enrolment.state !== 'discarded') throw new Error(`discarded, but ${enrolment.state}`)
  }

  /** Comes back after an accident. @throws where the list does not tell plainly how to go on, or going on fails */
  async returns(host: Host, mood: Mood): Promise<Ending> {
    const found = (await listed(host)) ?? (await rescued(host))
    if (found === null) return this.#beginsAnew(host)
    if (found.state === 'done') return 'finished'
    if (found.state === 'discarded') return 'discarded'
    if (mood === 'gives up' && this.bank.answer === null) {
      await this.discards(host, found.id)
      return 'discarded'
    }
    if (await this.#isKeyGone(host, found, mood)) {
      await this.discards(host, found.id)
      return 'discarded'
    }
    return 'resumed'
  }

  /** Where nothing is known of a renewal; the host looks at the token before it makes another. */
  async #beginsAnew(host: Host): Promise<Ending> {
    try {
      await this.renews(host)
      return 'not begun'
    } catch (error) {
      if (isCode(error, 'already-renewed')) return 'finished'
      throw error
    }
  }

  /** Goes on. @returns true: it was being discarded, its key is gone, and nobody has sent it in */
  async #isKeyGone(host: Host, found: Enrolment, mood: Mood): Promise<boolean> {
    try {
      await this.#resumes(host, found, mood)
      return false
    } catch (error) {
      if (isCode(error, 'key-missing') && this.bank.answer === null) return true
      throw error
    }
  }

  async #resumes(host: Host, { id }: Enrolment, mood: Mood): Promise<void> {
    if (this.bank.answer === null) return this.installs(host, id, (await this.asks(host, id)).answer)
    if (await this.#installsSaved(host, id)) return
    const answer = mood === 'presses again' ? (await this.asks(host, id)).answer : this.bank.answer
    await this.installs(host, id, answer)
  }

  /** @returns false: the host has no answer saved */
  async #installsSaved(host: Host, id: string): Promise<boolean> {
    try {
      await this.installs(host, id, null)
      return true
    } catch (error) {
      if (isCode(error, 'answer-missing')) return false
      throw error
    }
  }
}

type Listing = HostResult<'enrolment.list'> | HostResult<'enrolment.rescue'>

const onlyOne = ({ enrolments }: Listing): Enrolment | null => {
  if (enrolments.length > 1) throw new Error('a second enrolment')
  return enrolments[0] ?? null
}

/** The one enrolment that the host knows of. @throws where there are more */
const listed = async (host: Host): Promise<Enrolment | null> => onlyOne(await host.request('enrolment.list', {}))

/** Where the list tells of records that it cannot read, it offers to look for what they were about. */
const rescued = async (host: Host): Promise<Enrolment | null> => {
  const { unreadable } = await host.request('enrolment.list', {})
  return unreadable === 0 ? null : onlyOne(await host.request('enrolment.rescue', {}))
}

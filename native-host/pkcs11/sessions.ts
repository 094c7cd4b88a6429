import { KoshinError } from '../../src/protocol/errors.ts'
import { log } from '../log.ts'
import { sourcesNaming } from '../os-store/sources.ts'
import type { PinReason } from '../pin/log-in.ts'
import type { PinSource } from '../pin/source.ts'
import { type Drivers, withDrivers } from './drivers.ts'
import { lockToken } from './lock.ts'
import { isNamed, sameToken, type TokenQuery, tokenText } from './names.ts'
import { tellOrphans } from './orphaned-call.ts'
import type { StoreSource } from './store-source.ts'
import { kindOf } from './token-facts.ts'
import { type SessionNeeds, TokenSession } from './token-session.ts'
import type { TokenFacts } from './verbs.ts'

const IDLE_MS = 10 * 60 * 1000

export interface SessionsNeeds {
  /** Asked anew each time: an administrator may change the configuration meanwhile. */
  readonly storeSources: () => readonly StoreSource[]
  readonly pinSource: () => PinSource
  readonly stateFolder: string
  readonly signal: AbortSignal
  readonly progress: (step: 'waiting-for-token' | 'waiting-for-pin') => void
}

interface Kept {
  readonly session: TokenSession
  readonly origin: string | null
  readonly timer: NodeJS.Timeout
}

/**
 * Sessions with tokens. One may be kept from one operation to the next, so that a renewal asks the PIN once; only for
 * the same token and the same site, and not for long.
 */
export class Sessions {
  readonly #needs: SessionsNeeds
  #kept: Kept | null = null

  constructor(needs: SessionsNeeds) {
    this.#needs = needs
  }

  /**
   * Opens a session (or takes the one that was kept) for `work`. Afterwards it is ended, or kept where `keep` says so
   * and all went well.
   * @throws KoshinError as Drivers.find and lockToken do, and whatever `work` throws
   */
  async use<T>(
    query: TokenQuery,
    reason: PinReason,
    keep: boolean,
    work: (session: TokenSession) => Promise<T>,
  ): Promise<T> {
    const session = (await this.#takeKept(query, reason)) ?? (await this.#open(query, reason))
    let isKept = false
    try {
      const result = await work(session)
      isKept = keep
      return result
    } finally {
      if (isKept) this.#keep(session, reason.origin)
      else await session.end()
    }
  }

  /** Logs out. Called at the end, and by the clock. */
  async end(): Promise<void> {
    const kept = this.#kept
    this.#kept = null
    if (kept === null) return
    clearTimeout(kept.timer)
    await kept.session.end()
  }

  #sessionNeeds(): SessionNeeds {
    return {
      source: this.#needs.pinSource(),
      signal: this.#needs.signal,
      asking: () => this.#needs.progress('waiting-for-pin'),
      isPresent: (token) => this.#isPresent(token),
    }
  }

  async #takeKept(query: TokenQuery, reason: PinReason): Promise<TokenSession | null> {
    const kept = this.#kept
    if (kept === null) return null
    const isSame = kept.session.usable && kept.origin === reason.origin && isNamed(kept.session.token, query)
    if (!isSame) {
      await this.end()
      return null
    }
    clearTimeout(kept.timer)
    this.#kept = null
    await this.#requirePresent(kept.session)
    kept.session.renew(this.#sessionNeeds(), reason)
    return kept.session
  }

  /** Some drivers go on showing a token that was pulled out, as an empty one: a fresh process sees the truth. */
  async #requirePresent(session: TokenSession): Promise<void> {
    if (await this.#isPresent(session.token)) return
    await session.end()
    throw new KoshinError('token-removed', { token: tokenText(session.token) })
  }

  #keep(session: TokenSession, origin: string | null): void {
    const timer = setTimeout(() => {
      log('session ended after idling')
      void this.end()
    }, IDLE_MS)
    timer.unref()
    this.#kept = { session, origin, timer }
  }

  #open(query: TokenQuery, reason: PinReason): Promise<TokenSession> {
    const sources = sourcesNaming(this.#needs.storeSources(), query)
    return withDrivers(sources, (drivers) => this.#openIn(drivers, query, reason))
  }

  async #openIn(drivers: Drivers, query: TokenQuery, reason: PinReason): Promise<TokenSession> {
    const { driver, token } = drivers.find(query)
    const { stateFolder, signal, progress } = this.#needs
    const lock = await lockToken(stateFolder, token, signal, () => progress('waiting-for-token'))
    drivers.keep(driver)
    tellOrphans(stateFolder, token)
    return new TokenSession(driver, token, lock, this.#sessionNeeds(), reason)
  }

  /** The computer's own stores are in no socket. */
  async #isPresent(token: TokenFacts): Promise<boolean> {
    if (kindOf(token.keeper) === 'computer') return true
    return withDrivers(sourcesNaming(this.#needs.storeSources(), token), async (drivers) => {
      const hasDriverFailed = drivers.reports.some(({ state }) => state !== 'ok')
      return hasDriverFailed || drivers.tokens.some((found) => sameToken(found.token, token))
    }).catch((error: unknown) => {
      if (error instanceof KoshinError) return true
      throw error
    })
  }
}

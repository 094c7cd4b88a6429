import { KoshinError } from '../../src/protocol/errors.ts'
import { logIn, type PinReason } from '../pin/log-in.ts'
import type { PinSource } from '../pin/source.ts'
import { isLoggedOut } from './ckr.ts'
import type { OpenDriver } from './drivers.ts'
import type { TokenLock } from './lock.ts'
import { sameToken, tokenText } from './names.ts'
import type { StoredCertificate, TokenFacts, VerbName, Verbs } from './verbs.ts'

export interface SessionNeeds {
  readonly source: PinSource
  readonly signal: AbortSignal
  /** The user is about to be asked. */
  readonly asking: () => void
  /** Whether the token is still in one of the computer's sockets, seen by a fresh process. */
  readonly isPresent: (token: TokenFacts) => Promise<boolean>
}

/** One token, locked, in one process; logged in once somebody needs it. Ends when the process does. */
export class TokenSession {
  readonly token: TokenFacts
  readonly #driver: OpenDriver
  readonly #lock: TokenLock
  #needs: SessionNeeds
  #reason: PinReason
  #loggedIn = false

  constructor(driver: OpenDriver, token: TokenFacts, lock: TokenLock, needs: SessionNeeds, reason: PinReason) {
    this.#driver = driver
    this.token = token
    this.#lock = lock
    this.#needs = needs
    this.#reason = reason
  }

  get usable(): boolean {
    return this.#driver.process.alive && this.#lock.held
  }

  /** For the next operation of the same renewal: its own words, should the PIN be needed once more. */
  renew(needs: SessionNeeds, reason: PinReason): void {
    this.#needs = needs
    this.#reason = reason
  }

  /** What can be seen without a PIN. */
  certificates(): Promise<StoredCertificate[]> {
    return this.#run('list-certificates', { token: this.token })
  }

  /** Asks the PIN, unless it has been given in this session. */
  async logIn(): Promise<void> {
    if (this.#loggedIn) return
    const { source, signal, asking } = this.#needs
    if (this.token.pin.state !== 'none') asking()
    await logIn({ facts: () => this.#facts(), attempt: (pin) => this.#attempt(pin) }, source, this.#reason, signal)
    this.#loggedIn = true
  }

  /** A verb that needs the log-in. Where somebody else has logged the user out, the PIN is asked and it is tried once more. */
  async call<N extends VerbName>(verb: N, args: Verbs[N]['args']): Promise<Verbs[N]['result']> {
    await this.logIn()
    try {
      return await this.#run(verb, args)
    } catch (error) {
      if (!isLoggedOut(error)) throw error
      this.#loggedIn = false
      await this.logIn()
      return this.#run(verb, args)
    }
  }

  async end(): Promise<void> {
    await this.#driver.process.end()
    await this.#lock.release()
  }

  async #facts(): Promise<TokenFacts> {
    const tokens = await this.#run('list-tokens', null)
    const facts = tokens.find((token) => sameToken(token, this.token))
    if (facts === undefined) throw new KoshinError('token-removed', { token: tokenText(this.token) })
    return facts
  }

  async #attempt(pin: Buffer | null): Promise<void> {
    await this.#run('log-in', { token: this.token, pin })
  }

  async #run<N extends VerbName>(verb: N, args: Verbs[N]['args']): Promise<Verbs[N]['result']> {
    this.#needs.signal.throwIfAborted()
    if (!this.#lock.held) throw new KoshinError('token-busy', { token: tokenText(this.token) })
    this.#lock.mark(this.#driver.process.pid)
    try {
      return await this.#driver.process.call(verb, args)
    } catch (error) {
      throw await this.#explained(error)
    }
  }

  /** Many drivers say "general error" when a token is pulled out: a second look tells which it was. */
  async #explained(error: unknown): Promise<unknown> {
    if (!(error instanceof KoshinError)) return error
    const data = { token: tokenText(this.token), ...error.data }
    const isVague = error.code === 'token-failed' && !isLoggedOut(error)
    const isRemoved = isVague && !(await this.#needs.isPresent(this.token))
    return new KoshinError(isRemoved ? 'token-removed' : error.code, data)
  }
}

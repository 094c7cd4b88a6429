import { randomBytes, type X509Certificate } from 'node:crypto'
import type { IssuedCertificate } from './certificate-authority.ts'

export type Store = 'computer' | 'token'

export interface Renewal {
  readonly store: Store
  readonly issued: IssuedCertificate
}

/** How far a log-on has come. */
export type Stage =
  | { readonly at: 'password' }
  /** @param positions of the customer's card that were asked */
  | { readonly at: 'one-time-password'; readonly positions: readonly string[] }
  | { readonly at: 'logged-on' }
  /** Without a certificate, by ID and 暗証番号: opens the screens that issue one, and nothing else. */
  | { readonly at: 'obtaining' }

export interface Session {
  /** Whose session it is. Where it logged on, TLS must show it at every visit: the cookie alone opens nothing. */
  readonly certificate: X509Certificate
  stage: Stage
  renewal: Renewal | undefined
}

const COOKIE = 'IBSESSION'

export class Sessions {
  readonly #open = new Map<string, Session>()
  readonly #openedWith: X509Certificate[] = []

  /** @returns the Set-Cookie header of the new session */
  start(certificate: X509Certificate, stage: Stage = { at: 'logged-on' }): string {
    const id = randomBytes(16).toString('hex')
    this.#open.set(id, { certificate, stage, renewal: undefined })
    if (stage.at !== 'obtaining') this.#openedWith.push(certificate)
    return `${COOKIE}=${id}; Path=/; Secure; HttpOnly; SameSite=Lax`
  }

  find(cookieHeader: string | undefined): Session | undefined {
    const id = new RegExp(`(?:^|; *)${COOKIE}=([0-9a-f]+)`).exec(cookieHeader ?? '')?.[1]
    return id === undefined ? undefined : this.#open.get(id)
  }

  /** The certificate of every log-on, oldest first. */
  openedWith(): readonly X509Certificate[] {
    return [...this.#openedWith]
  }

  /** As after a night, or a restart of the bank. */
  forgetAll(): void {
    this.#open.clear()
  }
}

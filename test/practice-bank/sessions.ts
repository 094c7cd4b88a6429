import { randomBytes } from 'node:crypto'
import type { IssuedCertificate } from './certificate-authority.ts'

export type Store = 'computer' | 'token'

export interface Renewal {
  readonly store: Store
  readonly issued: IssuedCertificate
}

/** A log-on. It belongs to the certificate that logged on: the cookie alone opens nothing. */
export interface Session {
  readonly fingerprint: string
  renewal: Renewal | undefined
}

const COOKIE = 'IBSESSION'

export class Sessions {
  readonly #open = new Map<string, Session>()

  /** @returns the Set-Cookie header of the new session */
  start(fingerprint: string): string {
    const id = randomBytes(16).toString('hex')
    this.#open.set(id, { fingerprint, renewal: undefined })
    return `${COOKIE}=${id}; Path=/; Secure; HttpOnly; SameSite=Lax`
  }

  find(cookieHeader: string | undefined, fingerprint: string): Session | undefined {
    const id = new RegExp(`(?:^|; *)${COOKIE}=([0-9a-f]+)`).exec(cookieHeader ?? '')?.[1]
    const session = id === undefined ? undefined : this.#open.get(id)
    return session?.fingerprint === fingerprint ? session : undefined
  }
}

import type { X509Certificate } from 'node:crypto'
import type { Presented } from './client-certificate.ts'
import type { Face } from './face.ts'
import { logOnRefusedPage } from './pages/errors.ts'
import type { RenewalDesk } from './renewal-desk.ts'
import { page, type Reply } from './reply.ts'
import type { Session, Sessions } from './sessions.ts'

/** Koshin's profiles of the systems that can be practised here, each at a bank of its own. */
export type SystemName = 'keiyaku-hojin' | 'shinkin-hojin-web' | 'shinkin-hojin-ib' | 'shinkin-hojin-ib-older'

/** One of the documents' systems: its screens, at one address. */
export interface System {
  readonly name: SystemName
  readonly host: string
  readonly face: Face
  /** Known to the bank or not. */
  readonly everybody: Routes<Visit>
  /** For who has shown a certificate and is to type something more. */
  readonly loggingOn: Routes<KnownVisit>
  readonly loggedOn: Routes<KnownVisit>
  /** For who has logged on, and for who obtains a certificate after the last one's expiry. */
  readonly renewing: Routes<KnownVisit>
}

/** By method and path: 'GET /notices'. */
export type Routes<V> = Readonly<Record<string, (visit: V) => Reply | Promise<Reply>>>

/** What a system's routes work with. */
export interface Site {
  readonly face: Face
  readonly desk: RenewalDesk
  readonly sessions: Sessions
  readonly now: () => Date
  /** The stranger's page that /framing lets in, told which event to try. */
  readonly strangerUrl: (eventName: string) => string
}

export interface Visit {
  readonly site: Site
  readonly presented: Presented
  readonly query: URLSearchParams
  readonly form: URLSearchParams
}

export interface KnownVisit extends Visit {
  readonly session: Session
}

/** A route that asks for a certificate, and says in the bank's words why another one is not taken. */
export function byCertificate<V extends Visit>(
  route: (visit: V, certificate: X509Certificate) => Reply,
): (visit: V) => Reply {
  return (visit) =>
    visit.presented.kind === 'accepted'
      ? route(visit, visit.presented.certificate)
      : page(logOnRefusedPage(visit.presented.kind, visit.site.face), 403)
}

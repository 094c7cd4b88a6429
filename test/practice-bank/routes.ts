import type { TLSSocket } from 'node:tls'
import { decodeForm, encode } from './charset.ts'
import { presentedCertificate } from './client-certificate.ts'
import type { Face } from './face.ts'
import { Html } from './html.ts'
import { logOnRefusedPage, notFoundPage, outOfServicePage, sessionErrorPage } from './pages/errors.ts'
import { renderScreen } from './pages/layout.ts'
import { page, type Reply } from './reply.ts'
import type { Session, Stage } from './sessions.ts'
import type { KnownVisit, Routes, Site, System, Visit } from './system.ts'

/** A request as it came. */
export interface Asked {
  readonly host: string
  readonly route: string
  readonly query: URLSearchParams
  readonly body: Buffer
  readonly cookie: string | undefined
  readonly socket: TLSSocket
}

/** A reply as it goes out. */
export interface Sent {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** The way of one request through a system: from bytes to bytes, in the system's charset. */
export async function answer(asked: Asked, system: System, site: Site): Promise<Sent> {
  try {
    return sent(await reply(asked, system, site), system.face)
  } catch (error) {
    console.error(error)
    return sent(page(outOfServicePage(), 500), system.face)
  }
}

export function sent({ status, body, headers = {} }: Reply, face: Face): Sent {
  const markup = body === undefined ? '' : body instanceof Html ? body.markup : renderScreen(body, face).markup
  return {
    status,
    headers: { 'content-type': `text/html; charset=${face.charset}`, 'cache-control': 'no-store', ...headers },
    body: encode(markup, face.charset),
  }
}

function reply(asked: Asked, system: System, site: Site): Reply | Promise<Reply> {
  const visit: Visit = {
    site,
    presented: presentedCertificate(asked.socket, site.now()),
    query: asked.query,
    form: decodeForm(asked.body, system.face.charset),
  }
  const forEverybody = system.everybody[asked.route]
  if (forEverybody !== undefined) return forEverybody(visit)
  const door = doorsOf(system).find(({ routes }) => routes[asked.route] !== undefined)
  const route = door?.routes[asked.route]
  if (door === undefined || route === undefined) return page(notFoundPage(), 404)
  return enter(door, route, { ...visit, session: site.sessions.find(asked.cookie) })
}

/** Routes, and how far a log-on must have come for them. */
interface Door {
  readonly stages: readonly Stage['at'][]
  readonly routes: Routes<KnownVisit>
}

function doorsOf({ loggingOn, loggedOn, renewing }: System): readonly Door[] {
  return [
    { stages: ['password', 'one-time-password'], routes: loggingOn },
    { stages: ['logged-on'], routes: loggedOn },
    { stages: ['logged-on', 'obtaining'], routes: renewing },
  ]
}

function enter(
  { stages }: Door,
  route: (visit: KnownVisit) => Reply | Promise<Reply>,
  { session, ...visit }: Visit & { readonly session: Session | undefined },
): Reply | Promise<Reply> {
  const { presented, site } = visit
  const byPassword = session?.stage.at === 'obtaining'
  if (!byPassword && presented.kind !== 'accepted') return page(logOnRefusedPage(presented.kind, site.face), 403)
  const isTheirs =
    byPassword ||
    (presented.kind === 'accepted' && session?.certificate.fingerprint256 === presented.certificate.fingerprint256)
  if (session === undefined || !isTheirs || !stages.includes(session.stage.at)) {
    return page(sessionErrorPage(site.face), 403)
  }
  return route({ ...visit, session })
}

import type { X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import { type Presented, presentedCertificate } from './client-certificate.ts'
import type { Html } from './html.ts'
import { completePage } from './pages/complete.ts'
import * as errors from './pages/errors.ts'
import { framingPage } from './pages/hostile.ts'
import { installPage, issuingPage } from './pages/issuing.ts'
import { maintenanceNoticePage, noticesPage, renewalNoticePage } from './pages/notices.ts'
import { preparingPage, renewalStartPage } from './pages/renewal-start.ts'
import { storeChoicePage } from './pages/store-choice.ts'
import type { RenewalDesk } from './renewal-desk.ts'
import type { Renewal, Session, Sessions, Store } from './sessions.ts'

export interface Reply {
  readonly status: number
  readonly body?: Html
  readonly headers?: Readonly<Record<string, string>>
}

export interface Site {
  readonly desk: RenewalDesk
  readonly sessions: Sessions
  readonly now: () => Date
  /** The stranger's page that /framing lets in, told which event to try. */
  readonly strangerUrl: (eventName: string) => string
}

export interface Visit {
  readonly route: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  readonly cookie: string | undefined
  readonly socket: TLSSocket
}

/** A visit by somebody who has logged on. */
interface LoggedOn {
  readonly site: Site
  readonly certificate: X509Certificate
  readonly session: Session
  readonly query: URLSearchParams
  readonly form: URLSearchParams
}

const loggedOnRoutes: Readonly<Record<string, (visit: LoggedOn) => Reply | Promise<Reply>>> = {
  'GET /notices': ({ site, certificate }) => page(noticesPage(certificate, site.desk.isDue(certificate))),
  'GET /notices/renewal': ({ certificate }) => page(renewalNoticePage(certificate)),
  'GET /notices/maintenance': () => page(maintenanceNoticePage()),
  'GET /renewal/preparing': () => page(preparingPage()),
  'GET /renewal/start': () => page(renewalStartPage()),
  'POST /renewal/store': ({ certificate }) => page(storeChoicePage(certificate)),
  'POST /renewal/request': takeRequest,
  'GET /renewal/issuing': (visit) => withRenewal(visit, () => page(issuingPage(visit.site.desk.isAnswerReady()))),
  'GET /renewal/install': (visit) => withRenewal(visit, (renewal) => answer(visit, renewal)),
  'POST /renewal/complete': (visit) => withRenewal(visit, (renewal) => page(completePage(renewal))),
  'GET /renewal/error': ({ query }) => page(errors.enrolmentErrorPage(query.get('number') ?? '')),
}

export async function replyTo(visit: Visit, site: Site): Promise<Reply> {
  if (visit.route === 'GET /framing') {
    return page(framingPage(site.strangerUrl(visit.query.get('event') ?? '')))
  }
  const route = loggedOnRoutes[visit.route]
  if (route === undefined && visit.route !== 'GET /') return page(errors.notFoundPage(), 404)
  const presented = presentedCertificate(visit.socket, site.now())
  if (presented.kind !== 'accepted') return page(errors.logOnRefusedPage(presented.kind), 403)
  return route === undefined ? logOn(presented, site) : enter(route, presented, visit, site)
}

type Accepted = Extract<Presented, { kind: 'accepted' }>

function logOn({ certificate }: Accepted, site: Site): Reply {
  return redirect('/notices', { 'set-cookie': site.sessions.start(certificate.fingerprint256) })
}

function enter(
  route: (visit: LoggedOn) => Reply | Promise<Reply>,
  { certificate }: Accepted,
  { cookie, query, form }: Visit,
  site: Site,
): Reply | Promise<Reply> {
  const session = site.sessions.find(cookie, certificate.fingerprint256)
  if (session === undefined) return page(errors.sessionErrorPage(), 403)
  return route({ site, certificate, session, query, form })
}

async function takeRequest({ site, certificate, session, form }: LoggedOn): Promise<Reply> {
  const store = storeOf(form.get('store'))
  if (store === undefined) return page(errors.inputErrorPage(), 400)
  const decision = await site.desk.decide(form.get('request') ?? '', certificate)
  if (decision.kind === 'refused') return page(errors.requestRefusedPage(decision.refusal), 400)
  session.renewal = { store, issued: decision.issued }
  return redirect('/renewal/issuing')
}

async function answer({ site }: LoggedOn, renewal: Renewal): Promise<Reply> {
  if (!site.desk.isAnswerReady()) return redirect('/renewal/issuing')
  return page(installPage(await site.desk.answerFor(renewal)))
}

function withRenewal(
  { session }: LoggedOn,
  reply: (renewal: Renewal) => Reply | Promise<Reply>,
): Reply | Promise<Reply> {
  return session.renewal === undefined ? page(errors.inputErrorPage(), 400) : reply(session.renewal)
}

function storeOf(text: string | null): Store | undefined {
  return text === 'computer' || text === 'token' ? text : undefined
}

export function page(body: Html, status = 200): Reply {
  return { status, body }
}

function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 303, headers: { location, ...headers } }
}

import { enrolmentErrorPage, inputErrorPage, requestRefusedPage } from './pages/errors.ts'
import { installPage, issuingPage } from './pages/issuing.ts'
import type { Screen } from './pages/layout.ts'
import { page, type Reply, redirect } from './reply.ts'
import type { Renewal, Store } from './sessions.ts'
import type { KnownVisit, Routes } from './system.ts'

/** What a system shows from the posted request to the end, and where it lets a certificate be kept. */
export interface IssuingScreens {
  readonly stores: readonly Store[]
  /** While the CA works. */
  readonly issuing: Screen
  readonly complete: (renewal: Renewal) => Screen
}

export function renewalRoutes({ stores, issuing, complete }: IssuingScreens): Routes<KnownVisit> {
  return {
    'POST /renewal/request': (visit) => takeRequest(visit, stores),
    'GET /renewal/issuing': (visit) =>
      withRenewal(visit, () => page(issuingPage(issuing, visit.site.desk.isAnswerReady()))),
    'GET /renewal/install': (visit) => withRenewal(visit, (renewal) => install(visit, renewal, issuing)),
    'POST /renewal/complete': (visit) => withRenewal(visit, (renewal) => page(complete(renewal))),
    'GET /renewal/error': ({ query }) => page(enrolmentErrorPage(query.get('number') ?? '')),
  }
}

async function takeRequest({ site, session, form }: KnownVisit, stores: readonly Store[]): Promise<Reply> {
  const store = stores.find((one) => one === form.get('store'))
  if (store === undefined) return page(inputErrorPage(), 400)
  const decision = await site.desk.decide(form.get('request') ?? '', session.certificate)
  if (decision.kind === 'refused') return page(requestRefusedPage(decision.refusal), 400)
  session.renewal = { store, issued: decision.issued }
  return redirect('/renewal/issuing')
}

async function install({ site }: KnownVisit, renewal: Renewal, issuing: Screen): Promise<Reply> {
  if (!site.desk.isAnswerReady()) return redirect('/renewal/issuing')
  return page(installPage(issuing, await site.desk.answerFor(renewal)))
}

function withRenewal(
  { session }: KnownVisit,
  reply: (renewal: Renewal) => Reply | Promise<Reply>,
): Reply | Promise<Reply> {
  return session.renewal === undefined ? page(inputErrorPage(), 400) : reply(session.renewal)
}

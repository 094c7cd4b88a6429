import { ISSUING_NAME } from '../../certificate-authority-files.ts'
import { type Face, ISSUED_ANEW } from '../../face.ts'
import { framingPage } from '../../pages/hostile.ts'
import { renewalRoutes } from '../../renewal-routes.ts'
import { page, redirect } from '../../reply.ts'
import type { Store } from '../../sessions.ts'
import { byCertificate, type System, type SystemName } from '../../system.ts'
import { completePage } from './complete.ts'
import { SHINKIN_ISSUING } from './issuing.ts'
import { maintenanceNoticePage, noticesPage, renewalNoticePage } from './notices.ts'
import { preparingPage, renewalStartPage } from './renewal-start.ts'
import { storeChoicePage } from './store-choice.ts'

const FACE = {
  authority: ISSUING_NAME,
  charset: 'UTF-8',
  logOn: 'ログオン',
  afterExpiry: ISSUED_ANEW,
} as const

/** 【法人W】 電子証明書の更新手順: the certificate is kept in the computer or on a 専用USB. */
export const shinkinHojinIb = shinkin('shinkin-hojin-ib', 'www.renshu-bank.localhost', ['computer', 'token'], {
  ...FACE,
  bank: 'れんしゅう信用金庫',
  service: '法人インターネットバンキング',
})

/** 電子証明書の更新手順の変更について (2020年8月17日): the certificate is kept in the computer. */
export const shinkinHojinWeb = shinkin('shinkin-hojin-web', 'web.renshu-bank.localhost', ['computer'], {
  ...FACE,
  bank: 'れんしゅう中央信用金庫',
  service: '法人WEB-FB',
})

function shinkin(name: SystemName, host: string, stores: readonly Store[], face: Face): System {
  return {
    name,
    host,
    face,
    everybody: {
      'GET /': byCertificate(({ site }, certificate) =>
        redirect('/notices', { 'set-cookie': site.sessions.start(certificate) }),
      ),
      'GET /framing': ({ site, query }) => page(framingPage(site.strangerUrl(query.get('event') ?? ''))),
    },
    loggingOn: {},
    loggedOn: {
      'GET /notices': ({ site, session: { certificate } }) =>
        page(noticesPage(certificate, site.desk.isDue(certificate))),
      'GET /notices/renewal': ({ session }) => page(renewalNoticePage(session.certificate)),
      'GET /notices/maintenance': () => page(maintenanceNoticePage()),
    },
    renewing: {
      'GET /renewal/preparing': () => page(preparingPage()),
      'GET /renewal/start': () => page(renewalStartPage()),
      'POST /renewal/store': ({ session }) => page(storeChoicePage(session.certificate, stores)),
      ...renewalRoutes({ stores, issuing: SHINKIN_ISSUING, complete: completePage }),
    },
  }
}

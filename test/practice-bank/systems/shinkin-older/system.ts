import { ISSUING_NAME } from '../../certificate-authority-files.ts'
import type { Face } from '../../face.ts'
import { renewalRoutes } from '../../renewal-routes.ts'
import { page, redirect } from '../../reply.ts'
import { byCertificate, type System } from '../../system.ts'
import { completePage, serialNumberOf } from '../shinkin/complete.ts'
import { SHINKIN_ISSUING } from '../shinkin/issuing.ts'
import { enrolmentStartPage, preparingPage } from '../shinkin/renewal-start.ts'
import { framesetPage, headerPage } from './frames.ts'
import { logOnPage } from './log-on-page.ts'
import { mainScreenPage } from './main-screen.ts'
import { leaveNotice, noticePage } from './notice.ts'
import { obtain, obtainPage } from './obtain.ts'

const FACE: Face = {
  bank: 'れんしゅう東信用金庫',
  service: '法人インターネットバンキング',
  authority: ISSUING_NAME,
  charset: 'Shift_JIS',
  logOn: 'ログイン',
  afterExpiry: 'ログイン画面の「電子証明書取得」から電子証明書を取得してください。',
}

/** 1. 電子証明書の更新をするには: the screens before 重要なお知らせ, in frames and in Shift_JIS. */
export const shinkinHojinIbOlder: System = {
  name: 'shinkin-hojin-ib-older',
  host: 'older.renshu-bank.localhost',
  face: FACE,
  everybody: {
    'GET /': () => page(logOnPage()),
    'GET /log-on': byCertificate(({ site }, certificate) =>
      redirect('/frames', { 'set-cookie': site.sessions.start(certificate) }),
    ),
    'GET /renewal/obtain': () => page(obtainPage()),
    'POST /renewal/obtain': obtain,
  },
  loggingOn: {},
  loggedOn: {
    'GET /frames': ({ site, session }) =>
      page(framesetPage(site.face, site.desk.isDue(session.certificate) ? '/notice' : '/main')),
    'GET /header': ({ site }) => page(headerPage(site.face, site.now())),
    'GET /notice': ({ site, session }) => page(noticePage(session.certificate, site.now())),
    'POST /notice': leaveNotice,
    'GET /main': ({ site, session }) => page(mainScreenPage(site.desk.isDue(session.certificate))),
  },
  renewing: {
    'GET /renewal/preparing': () => page(preparingPage()),
    'GET /renewal/start': ({ session }) => page(enrolmentStartPage(session.certificate)),
    ...renewalRoutes({
      stores: ['computer'],
      issuing: SHINKIN_ISSUING,
      complete: (renewal) => ({
        ...completePage(renewal, serialNumberOf(renewal.issued)),
        title: '電子証明書発行　発行完了',
      }),
    }),
  },
}

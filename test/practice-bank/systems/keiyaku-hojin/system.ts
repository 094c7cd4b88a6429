import { type Face, ISSUED_ANEW } from '../../face.ts'
import { inputErrorPage } from '../../pages/errors.ts'
import { renewalRoutes } from '../../renewal-routes.ts'
import { page } from '../../reply.ts'
import type { System } from '../../system.ts'
import { completePage } from './complete.ts'
import { goodbyePage } from './goodbye.ts'
import { checkOneTimePassword, checkPassword, logOn } from './log-on.ts'
import { logOnPage } from './log-on-page.ts'
import { menuPage } from './menu.ts'
import { noticePage } from './notice.ts'
import { oneTimePasswordPage } from './one-time-password-page.ts'
import { passwordPage } from './password-page.ts'
import { OBTAINING, startPage } from './start.ts'

const FACE: Face = {
  bank: 'れんしゅう銀行',
  service: '法人ネットバンキング',
  // The bank's own pages lead to the end.
  authority: 'れんしゅう銀行　法人ネットバンキング',
  charset: 'UTF-8',
  logOn: 'ログオン',
  afterExpiry: ISSUED_ANEW,
}

/** 電子証明書有効期限の更新方法: 管理者 and 利用者. */
export const keiyakuHojin: System = {
  name: 'keiyaku-hojin',
  host: 'keiyaku.renshu-bank.localhost',
  face: FACE,
  everybody: {
    'GET /': () => page(logOnPage('administrator')),
    'GET /user': () => page(logOnPage('user')),
    'GET /log-on/administrator': logOn('administrator'),
    'GET /log-on/user': logOn('user'),
    'GET /goodbye': () => page(goodbyePage()),
  },
  loggingOn: {
    'GET /password': ({ session }) => page(passwordPage(session.certificate)),
    'POST /password': checkPassword,
    'GET /one-time-password': ({ session: { stage } }) =>
      stage.at === 'one-time-password' ? page(oneTimePasswordPage(stage.positions)) : page(inputErrorPage(), 400),
    'POST /one-time-password': checkOneTimePassword,
  },
  loggedOn: {
    'GET /notice': ({ session }) => page(noticePage(session.certificate)),
    'GET /menu': ({ session }) => page(menuPage(session.certificate)),
  },
  renewing: {
    'GET /renewal/start': ({ session }) => page(startPage(session.certificate)),
    ...renewalRoutes({ stores: ['computer'], issuing: OBTAINING, complete: completePage }),
  },
}

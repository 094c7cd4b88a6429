import { randomInt, type X509Certificate } from 'node:crypto'
import { inputErrorPage, logOnRefusedPage } from '../../pages/errors.ts'
import { CARD_POSITIONS, cardValue, PRACTICE_PASSWORDS } from '../../practice-passwords.ts'
import { page, type Reply, redirect } from '../../reply.ts'
import { byCertificate, type KnownVisit, type Visit } from '../../system.ts'
import { oneTimePasswordPage, positionField } from './one-time-password-page.ts'
import { PASSWORD_FIELD, passwordPage } from './password-page.ts'
import { type Role, roleOf } from './role.ts'

const POSITIONS_ASKED = 5

/** The certificate opens a session in which a 暗証番号 is to be typed. */
export function logOn(role: Role): (visit: Visit) => Reply {
  return byCertificate(({ site }, certificate) => {
    if (roleOf(certificate) !== role) return page(logOnRefusedPage('other-role', site.face), 403)
    return redirect('/password', { 'set-cookie': site.sessions.start(certificate, { at: 'password' }) })
  })
}

export function checkPassword(visit: KnownVisit): Reply {
  const { session, form } = visit
  if (session.stage.at !== 'password') return page(inputErrorPage(), 400)
  if (form.get(PASSWORD_FIELD) !== passwordOf(session.certificate)) {
    return page(passwordPage(session.certificate, '暗証番号が正しくありません。もう一度入力してください。'))
  }
  if (roleOf(session.certificate) === 'user') return open(visit)
  session.stage = { at: 'one-time-password', positions: somePositions() }
  return redirect('/one-time-password')
}

export function checkOneTimePassword(visit: KnownVisit): Reply {
  const { stage } = visit.session
  if (stage.at !== 'one-time-password') return page(inputErrorPage(), 400)
  const isRight = stage.positions.every(
    (position, index) => visit.form.get(positionField(index)) === cardValue(position),
  )
  if (isRight) return open(visit)
  return page(
    oneTimePasswordPage(stage.positions, 'ワンタイムパスワードが正しくありません。もう一度入力してください。'),
  )
}

function open({ site, session }: KnownVisit): Reply {
  session.stage = { at: 'logged-on' }
  return redirect(site.desk.isDue(session.certificate) ? '/notice' : '/menu')
}

function passwordOf(certificate: X509Certificate): string {
  return roleOf(certificate) === 'administrator' ? PRACTICE_PASSWORDS.corporate : PRACTICE_PASSWORDS.user
}

/** Five different ones, in the card's order. */
function somePositions(): readonly string[] {
  const asked = new Set<string>()
  while (asked.size < POSITIONS_ASKED) asked.add(CARD_POSITIONS[randomInt(CARD_POSITIONS.length)] ?? '')
  return CARD_POSITIONS.filter((position) => asked.has(position))
}

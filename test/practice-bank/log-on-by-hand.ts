import { positionsAsked } from './page-reading.ts'
import type { PracticeBank } from './practice-bank.ts'
import { cardValue, PRACTICE_PASSWORDS } from './practice-passwords.ts'
import type { SystemName } from './system.ts'
import { type ClientKey, type PageSeen, Visitor } from './visitor.ts'

/** The ways to the first screen after the log-on, for a visitor who types what each bank asks. */
const LOG_ONS: Readonly<Record<SystemName, (visitor: Visitor) => Promise<PageSeen>>> = {
  'shinkin-hojin-ib': (visitor) => visitor.logOn(),
  'shinkin-hojin-web': (visitor) => visitor.logOn(),
  'shinkin-hojin-ib-older': async (visitor) => visitor.follow(await visitor.get('/log-on')),
  'keiyaku-hojin': async (visitor) => {
    const password = await visitor.follow(await visitor.get('/log-on/administrator'))
    return password.status === 200 ? typePasswords(visitor) : password
  },
}

export interface LoggedOnVisitor {
  readonly visitor: Visitor
  /** The first screen after the log-on, or the one that refuses it. */
  readonly first: PageSeen
}

/** @param client of a 管理者 */
export async function logOnByHand(
  bank: PracticeBank,
  system: SystemName,
  client?: ClientKey,
): Promise<LoggedOnVisitor> {
  const visitor = new Visitor(bank, client, bank.origins[system])
  return { visitor, first: await LOG_ONS[system](visitor) }
}

async function typePasswords(visitor: Visitor): Promise<PageSeen> {
  const card = await visitor.follow(await visitor.post('/password', { password: PRACTICE_PASSWORDS.corporate }))
  return visitor.follow(await visitor.post('/one-time-password', cardAnswers(card.html)))
}

/** What the card says of the positions that the page asks for. */
export function cardAnswers(html: string): Record<string, string> {
  return Object.fromEntries(positionsAsked(html).map((position, index) => [`value${index + 1}`, cardValue(position)]))
}

import type { RenewalRules } from '../../src/bank/profile.ts'
import { dayInJapan } from '../../src/certificate/validity.ts'
import type { Applies } from '../../src/reminder/applies.ts'
import { EXPIRED, LAST_DAY } from '../../src/reminder/stage.ts'
import { appliesTo, beginsAtBank } from '../../src/status/applies-to.ts'
import type { CertificateState } from '../../src/status/certificate-state.ts'
import type { CertificateRow } from '../../src/status/report.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { longDate } from '../ui/dates.ts'
import { appliesSentence, endingSentence } from '../ui/due-words.ts'
import { hostOf } from '../ui/names.ts'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import type { Texts } from '../ui/texts.ts'

/** How a certificate stands, in words; what to do about it; and the way to its bank. */

const KINDS: Record<CertificateState, 'success' | 'info' | 'warning' | 'error'> = {
  valid: 'success',
  renewable: 'warning',
  'ten-days': 'warning',
  'last-day': 'error',
  expired: 'error',
  renewed: 'success',
  'renewed-unproven': 'warning',
  'not-yet-valid': 'info',
  'without-key': 'warning',
}

const headingOf = ({ state, daysLeft, until }: CertificateRow, texts: Texts): string => {
  switch (state) {
    case 'valid':
    case 'renewable':
    case 'ten-days':
      return endingSentence({ stage: null, daysLeft, until }, texts)
    case 'last-day':
      return endingSentence({ stage: LAST_DAY, daysLeft, until }, texts)
    case 'expired':
      return endingSentence({ stage: EXPIRED, daysLeft, until }, texts)
    case 'renewed':
      return texts('certificates_detail_renewed')
    case 'renewed-unproven':
      return texts('certificates_detail_unproven')
    case 'not-yet-valid':
      return texts('certificates_detail_not_yet')
    case 'without-key':
      return texts('certificates_detail_without_key')
  }
}

/** What to do where time is not what it is about. */
const nextOf = ({ state, notBefore }: CertificateRow, texts: Texts): string => {
  switch (state) {
    case 'renewed':
      return texts('certificates_detail_renewed_next')
    case 'renewed-unproven':
      return texts('certificates_detail_unproven_next')
    case 'without-key':
      return texts('certificates_detail_without_key_next')
    default:
      return texts('certificates_detail_not_yet_next', { date: longDate(dayInJapan(notBefore), texts) })
  }
}

interface StateProps {
  readonly row: CertificateRow
  /** Those of its bank; null: nobody knows them for certain. */
  readonly rules: RenewalRules | null
  /** It lies on this computer, and can be renewed here. */
  readonly isHere: boolean
  /** Origin of its bank's page; null: nobody knows it. */
  readonly bankPage: string | null
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
  readonly send: Send
}

interface BankPageProps {
  readonly kind: 'primary' | 'secondary'
  /** It is the bank's. */
  readonly origin: string
  /** Id of what it is about, where several lead to a bank. */
  readonly about?: string | undefined
  readonly texts: Texts
  readonly send: Send
}

/** The button that leads to a bank's page, and where it leads. */
export const BankPage = ({ kind, origin, about, texts, send }: BankPageProps) => (
  <div class="bank-page not-printed">
    <Button kind={kind} about={about} press={() => send({ type: 'open-bank', origin })}>
      {texts('certificates_detail_open_bank')}
    </Button>
    <p class="quiet">{texts('certificates_detail_opens', { host: hostOf(origin) })}</p>
  </div>
)

const Beginning = ({ isHere, bankPage, texts, send }: StateProps) => {
  if (!isHere) return <p>{texts('certificates_detail_elsewhere')}</p>
  if (bankPage === null) return <p>{texts('certificates_detail_no_page')}</p>
  return <BankPage kind="primary" origin={bankPage} texts={texts} send={send} />
}

const isBegun = (applies: Applies | null): boolean => applies !== null && beginsAtBank(applies)

export const StateOf = (props: StateProps) => {
  const { row, rules, now, texts } = props
  const applies = appliesTo(row, rules, now)
  return (
    <section>
      <NotificationBanner kind={KINDS[row.state]} heading={<h3 class="heading-small">{headingOf(row, texts)}</h3>}>
        <p>{applies ? appliesSentence(applies, texts) : nextOf(row, texts)}</p>
      </NotificationBanner>
      {isBegun(applies) && <Beginning {...props} />}
    </section>
  )
}

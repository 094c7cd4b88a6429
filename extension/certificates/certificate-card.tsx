import { useId } from 'preact/hooks'
import { serialNumberText } from '../../src/certificate/certificate.ts'
import { dayInJapan, daysLeft } from '../../src/certificate/validity.ts'
import type { CertificateEntry } from '../../src/protocol/schema.ts'
import type { Holding, Holdings } from '../../src/renewal/holdings.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { longDate } from '../ui/dates.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { bankAndService, certificateHolder, certificateName } from '../ui/names.ts'
import type { MessageKey, Texts } from '../ui/texts.ts'
import type { Blocked } from './at-work.tsx'
import { MoveToToken } from './move-to-token.tsx'
import { Removal } from './removal.tsx'
import { RevocationCheck } from './revocation.tsx'

const KEYS: Record<CertificateEntry['key'], MessageKey> = {
  present: 'certificates_key_present',
  absent: 'certificates_key_absent',
  unknown: 'certificates_key_unknown',
}

const remaining = (days: number, texts: Texts): string => {
  if (days < 0) return texts('chip_expired')
  return days === 0 ? texts('chip_last_day') : texts('certificates_days', { days: String(days) })
}

export interface CertificateProps {
  readonly holding: Holding
  readonly holdings: Holdings
  readonly blocked: Blocked
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
  readonly send: Send
}

const Facts = ({ holding, now, texts }: Pick<CertificateProps, 'holding' | 'now' | 'texts'>) => {
  const { certificate, bank, row } = holding
  const { corporateId, userId } = row
  const { notBefore, notAfter, serialNumber, key } = certificate
  const validity = {
    from: longDate(dayInJapan(notBefore), texts),
    to: longDate(dayInJapan(notAfter), texts),
  }
  return (
    <DescriptionList
      texts={texts}
      rows={[
        ['field_bank', bank && bankAndService(bank, texts)],
        ['field_corporate_id', corporateId && visibleText(corporateId)],
        ['field_user_id', userId && visibleText(userId)],
        ['certificates_validity', texts('certificates_from_to', validity)],
        ['certificates_remaining', remaining(daysLeft(notAfter, now), texts)],
        ['field_serial_number', serialNumberText(serialNumber)],
        ['certificates_key', texts(KEYS[key])],
      ]}
    />
  )
}

/** One certificate: whose, until when, and what can be done with it. */
export const CertificateCard = (props: CertificateProps) => {
  const { holding, holdings, blocked, texts, send } = props
  const { certificate, bank } = holding
  const id = useId()
  const isMarked = holdings.marked.includes(certificate.uri)
  return (
    <li class={isMarked ? 'card card-marked' : 'card'}>
      <div class="certificate-head">
        <h3 class="heading-small" id={id}>
          <bdi>{bank ? certificateHolder(certificate, bank, texts) : certificateName(certificate)}</bdi>
        </h3>
        {isMarked && <span class="chip chip-last-day">{texts('certificates_marked')}</span>}
      </div>
      <Facts {...props} />
      <RevocationCheck
        certificate={certificate.uri}
        revocation={holdings.revocations[certificate.sha256]}
        blocked={blocked}
        texts={texts}
        send={send}
      />
      <div class="buttons">
        {!isMarked && certificate.key !== 'absent' && (
          <Button
            kind="secondary"
            about={id}
            blockedBy={blocked}
            press={() => send({ type: 'prove-certificate', certificate: certificate.uri })}
          >
            {texts('certificates_prove')}
          </Button>
        )}
        {!isMarked && <MoveToToken {...props} about={id} />}
        <Removal {...props} about={id} isMarked={isMarked} />
      </div>
    </li>
  )
}

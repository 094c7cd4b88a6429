import { nameText, serialNumberText } from '../../src/certificate/certificate.ts'
import { dayInJapan, timeInJapan } from '../../src/certificate/validity.ts'
import type { CertificateEntry } from '../../src/protocol/schema.ts'
import type { Holding } from '../../src/renewal/holdings.ts'
import type { CertificateRow } from '../../src/status/report.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { longDate } from '../ui/dates.ts'
import { DescriptionList, type Row } from '../ui/description-list.tsx'
import { clockTime, lastMoment } from '../ui/due-words.ts'
import { bankAndService } from '../ui/names.ts'
import type { MessageKey, Texts } from '../ui/texts.ts'
import { CopyButton } from './copy-button.tsx'

/** What stands in a certificate and what its bank makes of it, for people. */

interface FactsProps {
  readonly row: CertificateRow
  /** null: it lies on other computers only, and less is known of it. */
  readonly holding: Holding | null
  readonly texts: Texts
}

const visible = (text: string | null): string | null => text && visibleText(text)

/** `2026年12月10日（木） 23:59`, in Japan. @param moment ISO 8601, UTC */
export const dateAndTime = (moment: string, texts: Texts): string =>
  texts('certificates_detail_date_time', {
    date: longDate(dayInJapan(moment), texts),
    time: clockTime(timeInJapan(moment)),
  })

const remaining = ({ daysLeft, state }: CertificateRow, texts: Texts): string => {
  if (state === 'expired' || daysLeft < 0) return texts('chip_expired')
  return daysLeft === 0 ? texts('chip_last_day') : texts('certificates_days', { days: String(daysLeft) })
}

const ALGORITHMS: Record<CertificateEntry['publicKey']['algorithm'], MessageKey> = {
  rsa: 'certificates_detail_rsa',
  ec: 'certificates_detail_ec',
  other: 'certificates_detail_other_key',
}

const keyKind = ({ certificate: { publicKey } }: Holding, texts: Texts): string =>
  texts(ALGORITHMS[publicKey.algorithm], { bits: String(publicKey.bits) })

/** As it is shown, so it is copied. */
const withCopy = (value: string, label: MessageKey, texts: Texts): Row => [
  label,
  <>
    <span class="hexadecimal">{value}</span>
    <CopyButton value={value} what={texts(label)} texts={texts} />
  </>,
]

const Group = ({ heading, rows, texts }: { heading: string; rows: readonly Row[]; texts: Texts }) => (
  <section class="detail-facts">
    <h3 class="heading-medium">{heading}</h3>
    <DescriptionList rows={rows} texts={texts} />
  </section>
)

const whose = ({ row, holding, texts }: FactsProps): Row[] => {
  const bank = holding?.bank ? bankAndService(holding.bank, texts) : visible(row.bank?.name[texts.language] ?? null)
  return [
    ['field_bank', bank ?? texts('bank_unknown')],
    ['field_corporate_id', visible(row.corporateId)],
    ['field_user_id', visible(row.userId)],
    ['certificates_detail_role', visible(row.role?.name[texts.language] ?? null)],
    ['attribute_cn', visibleText(row.name)],
  ]
}

const untilWhen = ({ row, texts }: FactsProps): Row[] => [
  ['certificates_detail_valid_from', longDate(dayInJapan(row.notBefore), texts)],
  ['field_expiry', lastMoment(row, texts)],
  ['certificates_remaining', remaining(row, texts)],
  [
    'certificates_detail_renewable_from',
    row.needsRenewal ? texts('certificates_detail_from', { date: longDate(row.renewableFrom, texts) }) : null,
  ],
]

const inside = ({ row, holding, texts }: FactsProps): Row[] => [
  withCopy(serialNumberText(row.serialNumber), 'field_serial_number', texts),
  ['attribute_subject', holding && visibleText(nameText(holding.certificate.subject))],
  ['certificates_detail_issuer', visibleText(row.issuer)],
  [
    'certificates_validity',
    texts('certificates_from_to', { from: dateAndTime(row.notBefore, texts), to: dateAndTime(row.notAfter, texts) }),
  ],
  ['consent_field_key', holding && keyKind(holding, texts)],
  withCopy(serialNumberText(row.sha256.toUpperCase()), 'certificates_detail_sha256', texts),
]

export const Facts = (props: FactsProps) => {
  const { texts } = props
  return (
    <>
      <Group heading={texts('certificates_detail_whose')} rows={whose(props)} texts={texts} />
      <Group heading={texts('certificates_detail_until')} rows={untilWhen(props)} texts={texts} />
      <Group heading={texts('certificates_detail_inside')} rows={inside(props)} texts={texts} />
    </>
  )
}

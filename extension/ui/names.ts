import type { Role } from '../../src/bank/profile.ts'
import { commonName, type KeyAlgorithm } from '../../src/certificate/certificate.ts'
import { dayInJapan } from '../../src/certificate/validity.ts'
import type { CertificateEntry, Store } from '../../src/protocol/schema.ts'
import { roleOf } from '../../src/renewal/role-of.ts'
import type { BankFace } from '../../src/renewal/state.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { longDate } from './dates.ts'
import type { MessageKey, Texts } from './texts.ts'

/** What people call a bank, a token, a certificate. */

/** Enough of a token's serial number to tell two apart, as printed on many of them. */
const TAIL = 4

/** `SafeNet eToken …4F21` */
export const storeName = ({ label, serialNumber }: Store, texts: Texts): string =>
  texts('store_name', { label: label.trim(), tail: serialNumber.trim().slice(-TAIL) })

export const bankName = ({ name }: BankFace, texts: Texts): string => visibleText(name[texts.language])

/** `れんしゅう信用金庫　法人インターネットバンキング` */
export const bankAndService = ({ name, service }: Pick<BankFace, 'name' | 'service'>, texts: Texts): string =>
  texts('bank_and_service', { name: name[texts.language], service: service[texts.language] })

export const certificateName = ({ subject }: CertificateEntry): string => visibleText(commonName(subject))

/** `1234567890（管理者）` */
export const holderName = ({ name, role }: { name: string; role: Role | null }, texts: Texts): string =>
  role ? texts('due_holder', { name, role: role.name[texts.language] }) : visibleText(name)

/** The certificate's name, and whose it is where the bank's profile tells. */
export const certificateHolder = (certificate: CertificateEntry, bank: BankFace, texts: Texts): string =>
  holderName({ name: commonName(certificate.subject), role: roleOf(certificate, bank) }, texts)

/** `2026年12月10日（木）まで`, from an ISO day in Japan. */
export const untilDay = (day: string, texts: Texts): string => texts('until', { date: longDate(day, texts) })

export const untilExpiry = ({ notAfter }: CertificateEntry, texts: Texts): string =>
  untilDay(dayInJapan(notAfter), texts)

/** Host and port, in the browser's own spelling (punycode for other scripts): what a person compares with the address bar. */
export const hostOf = (origin: string): string => new URL(origin).host

const KEY_NAMES: Record<KeyAlgorithm, MessageKey> = {
  'rsa-2048': 'key_rsa_2048',
  'rsa-3072': 'key_rsa_3072',
  'rsa-4096': 'key_rsa_4096',
  'ec-p256': 'key_ec_p256',
  'ec-p384': 'key_ec_p384',
}
export const keyName = (algorithm: KeyAlgorithm, texts: Texts): string => texts(KEY_NAMES[algorithm])

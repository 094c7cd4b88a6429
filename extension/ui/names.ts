import type { Role } from '../../src/bank/profile.ts'
import { commonName } from '../../src/certificate/certificate.ts'
import { dayInJapan } from '../../src/certificate/validity.ts'
import type { CertificateEntry, Enrolment, Store } from '../../src/protocol/schema.ts'
import { roleOf } from '../../src/renewal/role-of.ts'
import type { BankFace, StoreKind } from '../../src/renewal/state.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { longDate } from './dates.ts'
import type { MessageKey, Texts } from './texts.ts'

/** What people call a bank, a token, a certificate. */

/** Enough of a token's serial number to tell two apart, as printed on many of them. */
const TAIL = 4

/** As much of a store as its name is made of. */
export type NamedStore = Pick<Store, 'kind' | 'keeper' | 'ownBrowser' | 'label' | 'serialNumber'>

/** Whose the computer's own store is, in names that are the same in every language. */
export const whoLooksThere = ({ keeper, label, ownBrowser }: NamedStore, texts: Texts): string => {
  if (ownBrowser) return texts('store_this_browser')
  if (keeper === 'nss-firefox') return `Firefox: ${label.trim()}`
  if (keeper === 'nss-chromium') return 'Chromium'
  return keeper === 'macos' ? 'macOS' : 'Windows'
}

/** `SafeNet eToken …4F21`, `パソコン（このブラウザー）` */
export const storeName = (store: NamedStore, texts: Texts): string =>
  store.kind === 'computer'
    ? texts('store_computer', { where: whoLooksThere(store, texts) })
    : texts('store_name', { label: store.label.trim(), tail: store.serialNumber.trim().slice(-TAIL) })

/** The word for a place of its kind, for the sentences that name one. */
export const placeOf = (kind: StoreKind): MessageKey => (kind === 'token' ? 'field_token' : 'place_computer')

/** Where an enrolment's key lies, by the host's own name for it: a number at its end tells tokens apart, and nothing else. */
export const enrolmentStoreName = ({ storeKind, storeName: name }: Enrolment, texts: Texts): string =>
  storeKind === 'computer' ? texts('store_computer', { where: name.replace(/ …\S*$/, '') }) : visibleText(name)

export const bankName = ({ name }: BankFace, texts: Texts): string => visibleText(name[texts.language])

/** `れんしゅう信用金庫　法人インターネットバンキング` */
export const bankAndService = ({ name, service }: Pick<BankFace, 'name' | 'service'>, texts: Texts): string =>
  texts('bank_and_service', { name: name[texts.language], service: service[texts.language] })

export const certificateName = ({ subject }: CertificateEntry): string => visibleText(commonName(subject))

/** `1234567890（管理者）` */
export const holderName = ({ name, role }: { name: string; role: Pick<Role, 'name'> | null }, texts: Texts): string =>
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

import { dayInJapan } from '../../src/certificate/validity.ts'
import { NO_RULES, type Rules } from '../../src/policy/rules.ts'
import type { Exported, Settings } from '../../src/renewal/snapshot.ts'
import type { StoreKind } from '../../src/renewal/state.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { longDate } from '../ui/dates.ts'
import { DescriptionList, type Row } from '../ui/description-list.tsx'
import { whatHappened, whatNext } from '../ui/errors.ts'
import { FailureDetails } from '../ui/failure-details.tsx'
import { Icon } from '../ui/icon.tsx'
import type { MessageKey, Texts } from '../ui/texts.ts'

const ONLY: Readonly<Record<StoreKind, MessageKey>> = {
  token: 'options_policy_stores_token',
  computer: 'options_policy_stores_computer',
}

const storesText = ([only, another]: NonNullable<Rules['stores']>): MessageKey =>
  another !== undefined || only === undefined ? 'options_policy_stores_both' : ONLY[only]

const daysText = (days: readonly number[], texts: Texts): string =>
  days.map((day) => texts('options_policy_days_before', { days: String(day) })).join(', ')

const dayOf = (at: number, texts: Texts): string => longDate(dayInJapan(new Date(at).toISOString()), texts)

const lastText = (exported: Exported | null, texts: Texts): string | null => {
  if (exported === null) return texts('options_policy_export_never')
  return exported.error ? null : dayOf(exported.at, texts)
}

const reportRows = ({ rules, exported }: AdministratorSettings, texts: Texts): Row[] =>
  rules.exportFolder === null
    ? []
    : [
        ['options_policy_export', visibleText(rules.exportFolder)],
        ['options_policy_export_ids', rules.exportShortIds ? texts('options_policy_export_short') : null],
        ['options_policy_export_last', lastText(exported, texts)],
      ]

/** What is left to the user has no row. */
const rowsOf = (settings: AdministratorSettings, texts: Texts): readonly Row[] => {
  const { stores, modules, minimumRsaBits, reminders, minimumHostVersion, mayAddBanks } = settings.rules
  const rows: Row[] = [
    ['options_policy_stores', stores && texts(storesText(stores))],
    ['options_policy_modules', modules === null ? null : modules.map(visibleText).join(', ')],
    ['options_policy_key', minimumRsaBits && texts('options_policy_key_bits', { bits: String(minimumRsaBits) })],
    ['options_policy_days', reminders.days && daysText(reminders.days, texts)],
    ['snooze_later', reminders.maySnooze ? null : texts('options_policy_snooze_no')],
    ...reportRows(settings, texts),
    ['options_policy_host', minimumHostVersion && texts('options_policy_host_from', { version: minimumHostVersion })],
    ['options_policy_banks', mayAddBanks ? null : texts('options_policy_banks_no')],
  ]
  return rows.filter(([, value]) => value !== null)
}

/** For whoever the administrator asks to look; the user need not do anything about it. */
const ExportFailure = ({ exported, texts }: { exported: Exported | null; texts: Texts }) => {
  if (!exported?.error) return null
  const { at, error } = exported
  return (
    <>
      <p class="site-state">
        <Icon name="warning" />
        <span>{texts(whatHappened(error.code))}</span>
      </p>
      <p>{texts(whatNext(error.code))}</p>
      <FailureDetails error={error} now={at} texts={texts} />
    </>
  )
}

type AdministratorSettings = Pick<Settings, 'rules' | 'exported'>

const isOpen = (rules: Rules): boolean => JSON.stringify(rules) === JSON.stringify(NO_RULES)

/** What the administrator has laid down, and nobody can change here. */
export const AdministratorRules = ({ rules, exported, texts }: AdministratorSettings & { readonly texts: Texts }) =>
  isOpen(rules) ? null : (
    <section aria-labelledby="policy">
      <h2 id="policy" class="heading-medium">
        {texts('options_policy')}
      </h2>
      <p>{texts('options_policy_explain')}</p>
      <DescriptionList rows={rowsOf({ rules, exported }, texts)} texts={texts} />
      {rules.exportFolder !== null && <ExportFailure exported={exported} texts={texts} />}
    </section>
  )

import { ERRORS, type ErrorReport } from '../../src/protocol/errors.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { DescriptionList, type Row } from './description-list.tsx'
import { Disclosure } from './disclosure.tsx'
import type { MessageKey, Texts } from './texts.ts'

const row = (label: MessageKey, value: string | undefined): Row => [
  label,
  value === undefined ? null : visibleText(value),
]

interface FailureDetailsProps {
  readonly error: ErrorReport
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
}

/** What a help desk asks for. ErrorReport carries no secrets, so all of it can be read out on the telephone. */
export const FailureDetails = ({ error: { code, data }, now, texts }: FailureDetailsProps) => (
  <Disclosure summary={texts('failed_details', { number: ERRORS[code].number })}>
    <DescriptionList
      texts={texts}
      rows={[
        row('detail_number', ERRORS[code].number),
        row('detail_code', code),
        row('detail_step', data.step),
        row('detail_ckr', data.ckr),
        row('field_token', data.token),
        row('detail_module', data.module),
        row('detail_module_version', data.version),
        row('detail_path', data.path),
        row('detail_ours', data.ours),
        row('detail_theirs', data.theirs),
        row('detail_detail', data.detail),
        row('detail_version', __VERSION__),
        row('detail_time', new Date(now).toISOString()),
      ]}
    />
  </Disclosure>
)

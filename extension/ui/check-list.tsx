import { ERRORS, type ErrorReport } from '../../src/protocol/errors.ts'
import { whatHappened, whatNext } from './errors.ts'
import { FailureDetails } from './failure-details.tsx'
import { Icon, type IconName } from './icon.tsx'
import type { CheckLine } from './readiness.ts'
import { Spinner } from './spinner.tsx'
import type { Texts } from './texts.ts'

const ICONS: Record<Exclude<CheckLine['state'], 'checking'>, IconName> = {
  true: 'success',
  caution: 'warning',
  todo: 'todo',
}

/** What users can put right themselves needs no help desk. */
const needsHelpDesk = ({ code }: ErrorReport): boolean => !['user', 'token'].includes(ERRORS[code].fault)

interface CheckListProps {
  readonly lines: readonly CheckLine[]
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
}

/** What is needed: each line true, or with the one thing to do. Changes are read out. */
export const CheckList = ({ lines, now, texts }: CheckListProps) => (
  <section class="check-list" aria-label={texts('check_list')} aria-live="polite">
    <ul>
      {lines.map((line, index) => (
        <li key={String(index)} class={`check check-${line.state}`}>
          {line.state === 'checking' ? <Spinner /> : <Icon name={ICONS[line.state]} />}
          <div>
            <span class="visually-hidden">{texts(`check_state_${line.state}`)}</span>
            {line.state === 'todo' ? (
              <>
                <strong>{texts(whatHappened(line.error.code))}</strong>
                <span class="block">{texts(whatNext(line.error.code))}</span>
                {needsHelpDesk(line.error) && <FailureDetails error={line.error} now={now} texts={texts} />}
              </>
            ) : (
              texts(...line.message)
            )}
          </div>
        </li>
      ))}
    </ul>
  </section>
)

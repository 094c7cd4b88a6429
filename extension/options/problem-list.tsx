import type { Refusal } from '../../src/bank/accept-profile.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { underscored } from '../ui/errors.ts'
import type { MessageKey, Texts } from '../ui/texts.ts'

/** `12:5` where a text stops being JSON, else a place as JavaScript would write it. */
const placeText = (place: string, whole: MessageKey, texts: Texts): string => {
  if (place === '') return texts(whole)
  const [, line, column] = /^(\d+):(\d+)$/.exec(place) ?? []
  return line && column ? texts('options_line', { line, column }) : visibleText(place)
}

interface ProblemListProps {
  /** The first of them. */
  readonly problems: readonly Refusal[]
  /** How many more there are. */
  readonly more: number
  /** What is wrong where no place in it is said. */
  readonly whole: MessageKey
  readonly texts: Texts
}

/** What is wrong with a profile: where, and why. */
export const ProblemList = ({ problems, more, whole, texts }: ProblemListProps) => (
  <>
    <ul class="plain-list">
      {problems.map(({ place, reason, detail }, index) => (
        <li key={String(index)}>
          <strong>
            <bdi>{placeText(place, whole, texts)}</bdi>
          </strong>
          <span class="block">{texts(`profile_problem_${underscored(reason)}`, { detail: detail ?? '' })}</span>
        </li>
      ))}
    </ul>
    {more > 0 && <p>{texts('options_more_problems', { count: String(more) })}</p>}
  </>
)

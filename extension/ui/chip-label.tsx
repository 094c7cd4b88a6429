import type { Urgency } from './dates.ts'
import { underscored } from './errors.ts'
import type { Texts } from './texts.ts'

/** The state of the certificate in one word. */
export const ChipLabel = ({ urgency, texts }: { urgency: Urgency; texts: Texts }) => (
  <span class={`chip chip-${urgency}`}>{texts(`chip_${underscored(urgency)}`)}</span>
)

import type { BankFace } from '../../src/renewal/state.ts'
import { Heading } from '../ui/heading.tsx'
import { bankAndService } from '../ui/names.ts'
import type { Texts } from '../ui/texts.ts'

/** Nothing to do here; where a notice is found, and what is done then. */
export const NoNotice = ({ bank, texts }: { bank: BankFace | null; texts: Texts }) => (
  <>
    <div>
      {bank && <p class="eyebrow">{bankAndService(bank, texts)}</p>}
      <Heading>{texts('none_heading')}</Heading>
    </div>
    <p>{texts('none_sentence')}</p>
    <section>
      <h2 class="heading-small">{texts('none_does')}</h2>
      <ul class="plain-list">
        <li>{texts('none_does_notice')}</li>
        <li>{texts('none_does_key')}</li>
        <li>{texts('none_does_proof')}</li>
      </ul>
    </section>
  </>
)

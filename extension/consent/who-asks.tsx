import type { Renewal } from '../../src/renewal/state.ts'
import type { Row } from '../ui/description-list.tsx'
import { bankName, hostOf } from '../ui/names.ts'
import type { Texts } from '../ui/texts.ts'

export type AskingRenewal = Extract<Renewal, { at: 'asking' }>

/** The site that asks: its host from the browser (never from the page), then the bank it is known as. */
export const siteRow = ({ waiting, notice }: AskingRenewal, texts: Texts): Row => [
  'field_site',
  <>
    <strong class="block">{hostOf(waiting.place.origin)}</strong>
    {bankName(notice.bank, texts)}
  </>,
]

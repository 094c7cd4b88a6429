import type { Maker } from '../../src/renewal/state.ts'
import type { MessageKey } from '../ui/texts.ts'

const SENTENCES: Record<Exclude<Maker, 'koshin'>, MessageKey> = {
  application: 'way_maker_application',
  download: 'way_maker_download',
  browser: 'way_maker_browser',
}

/** What Koshin does not do at this bank, and who does; null: Koshin renews here. */
export const makerSentence = (maker: Maker): MessageKey | null => (maker === 'koshin' ? null : SENTENCES[maker])

import type { Language } from '../../src/protocol/schema.ts'
import type { Send } from '../ui/connection.ts'
import { RadioCard } from '../ui/radio-card.tsx'
import type { Texts } from '../ui/texts.ts'

/** Each language in its own words, whatever the page speaks: who cannot read it must find the way out. */
const LANGUAGES: readonly (readonly [Language, 'language_ja' | 'language_en'])[] = [
  ['ja', 'language_ja'],
  ['en', 'language_en'],
]

export const LanguageChoice = ({ texts, send }: { texts: Texts; send: Send }) => (
  <fieldset>
    <legend class="heading-medium">{texts('options_language')}</legend>
    {LANGUAGES.map(([language, name]) => (
      <RadioCard
        key={language}
        name="language"
        label={texts(name)}
        chosen={texts.language === language}
        choose={() => send({ type: 'language', language })}
      />
    ))}
  </fieldset>
)

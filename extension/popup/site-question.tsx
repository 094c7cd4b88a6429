import { useState } from 'preact/hooks'
import type { BankFace } from '../../src/renewal/state.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { Heading } from '../ui/heading.tsx'
import { bankName, hostOf } from '../ui/names.ts'
import { RadioCard } from '../ui/radio-card.tsx'
import type { Texts } from '../ui/texts.ts'
import { hostPattern } from './permission.ts'

interface SiteQuestionProps {
  readonly origin: string
  readonly banks: readonly BankFace[]
  readonly texts: Texts
  readonly send: Send
  readonly requestHost: (pattern: string) => Promise<boolean>
}

/** May Koshin read this site, and whose is it? No bank is chosen beforehand: the user knows, Koshin does not. */
export const SiteQuestion = ({ origin, banks, texts, send, requestHost }: SiteQuestionProps) => {
  const [bank, setBank] = useState<BankFace | null>(null)
  const [refused, setRefused] = useState(false)
  const allow = () => {
    if (!bank) return
    const pattern = hostPattern(origin)
    send({ type: 'site-wanted', pattern, bank: bank.id })
    // Without any await before it: browsers ask for a permission only while the click is being handled.
    void requestHost(pattern).then((granted) => setRefused(!granted))
  }
  return (
    <>
      <div>
        <Heading>{texts('site_heading')}</Heading>
        <p class="host">
          <bdi>{hostOf(origin)}</bdi>
        </p>
      </div>
      <p>{texts('site_caution')}</p>
      <fieldset>
        <legend class="heading-small">{texts('site_which_bank')}</legend>
        {banks.map((face) => (
          <RadioCard
            key={face.id}
            name="bank"
            label={bankName(face, texts)}
            chosen={bank?.id === face.id}
            choose={() => setBank(face)}
          >
            {face.service[texts.language]}
          </RadioCard>
        ))}
      </fieldset>
      <p class="quiet">{texts('site_explain')}</p>
      <div role="status">{refused && <p>{texts('site_refused')}</p>}</div>
      <div class="buttons">
        <Button kind="primary" press={allow} blockedBy={bank ? undefined : 'site-blocked'}>
          {texts('site_allow')}
        </Button>
        {!bank && (
          <p id="site-blocked" class="quiet">
            {texts('site_choose_first')}
          </p>
        )}
      </div>
    </>
  )
}

import { useState } from 'preact/hooks'
import type { BankFace } from '../../src/renewal/state.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { bankName } from '../ui/names.ts'
import { hostPattern } from '../ui/permission.ts'
import { RadioCard } from '../ui/radio-card.tsx'
import type { Texts } from '../ui/texts.ts'

/** Asks the browser for a host; called in the click itself. */
export type RequestHost = (pattern: string) => Promise<boolean>

interface GroupProps {
  readonly legend: string
  readonly banks: readonly BankFace[]
  readonly chosen: string | null
  readonly choose: (bank: string) => void
  readonly texts: Texts
}

const Group = ({ legend, banks, chosen, choose, texts }: GroupProps) =>
  banks.length === 0 ? null : (
    <fieldset>
      <legend class="heading-small">{legend}</legend>
      {banks.map((face) => (
        <RadioCard
          key={face.id}
          name="bank"
          label={bankName(face, texts)}
          chosen={chosen === face.id}
          choose={() => choose(face.id)}
        >
          {visibleText(face.service[texts.language])}
        </RadioCard>
      ))}
    </fieldset>
  )

interface BankChoiceProps {
  readonly origin: string
  /** Ids of the banks whose screens fit what was seen. */
  readonly fitting: ReadonlySet<string>
  readonly banks: readonly BankFace[]
  readonly kind: 'primary' | 'secondary'
  readonly texts: Texts
  readonly send: Send
  readonly requestHost: RequestHost
}

/** Whose is this site? Chosen beforehand only where a single bank fits; else the user knows, Koshin does not. */
export const BankChoice = ({ origin, fitting, banks, kind, texts, send, requestHost }: BankChoiceProps) => {
  const fits = banks.filter(({ id }) => fitting.has(id))
  const others = banks.filter(({ id }) => !fitting.has(id))
  const [bank, setBank] = useState<string | null>(fits.length === 1 ? (fits[0]?.id ?? null) : null)
  const [refused, setRefused] = useState(false)
  const allow = () => {
    if (!bank) return
    const pattern = hostPattern(origin)
    send({ type: 'site-wanted', pattern, bank })
    // Without any await before it: browsers ask for a permission only while the click is being handled.
    void requestHost(pattern).then((granted) => setRefused(!granted))
  }
  const group = { chosen: bank, choose: setBank, texts }
  return (
    <>
      {fits.length === 0 ? (
        <Group {...group} legend={texts('site_which_bank')} banks={banks} />
      ) : (
        <>
          <Group {...group} legend={texts('site_fitting')} banks={fits} />
          <Disclosure summary={texts('site_other_banks')}>
            <Group {...group} legend={texts('site_which_bank')} banks={others} />
          </Disclosure>
        </>
      )}
      <p class="quiet">{texts('site_explain')}</p>
      <div role="status">{refused && <p>{texts('site_refused')}</p>}</div>
      <div class="buttons">
        <Button kind={kind} press={allow} blockedBy={bank ? undefined : 'site-blocked'}>
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

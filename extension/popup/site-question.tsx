import { useState } from 'preact/hooks'
import type { Looked } from '../../src/renewal/snapshot.ts'
import type { BankFace } from '../../src/renewal/state.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Heading } from '../ui/heading.tsx'
import { bankAndService, hostOf } from '../ui/names.ts'
import { hostPattern } from '../ui/permission.ts'
import type { Texts } from '../ui/texts.ts'
import { BankChoice, type RequestHost } from './bank-choice.tsx'
import { WhatWasSeen } from './looked.tsx'

interface SiteQuestionProps {
  readonly origin: string
  readonly banks: readonly BankFace[]
  readonly claimedBy: string | null
  readonly looked: Looked | null
  /** The administrator lets people say whose a site is. */
  readonly mayAddBanks: boolean
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
  readonly send: Send
  readonly requestHost: RequestHost
}

const Host = ({ origin }: { origin: string }) => (
  <p class="host">
    <bdi>{hostOf(origin)}</bdi>
  </p>
)

/** Somebody has said whose this site is: the browser's permission alone is missing. */
const Claimed = ({ bank, origin, texts, requestHost }: SiteQuestionProps & { bank: BankFace }) => {
  const [refused, setRefused] = useState(false)
  const allow = () => void requestHost(hostPattern(origin)).then((granted) => setRefused(!granted))
  return (
    <>
      <div>
        <Heading>{texts('site_heading')}</Heading>
        <Host origin={origin} />
      </div>
      <p>{texts('site_claimed', { bank: bankAndService(bank, texts) })}</p>
      <p>{texts('site_caution')}</p>
      <p class="quiet">{texts('site_explain')}</p>
      <div role="status">{refused && <p>{texts('site_refused')}</p>}</div>
      <Button kind="primary" press={allow}>
        {texts('site_allow')}
      </Button>
    </>
  )
}

/** A renewal was recognised: use Koshin on this site? */
const UseHere = (props: SiteQuestionProps & { fitting: ReadonlySet<string> }) => (
  <>
    <section>
      <h2 class="heading-medium">{props.texts('site_heading')}</h2>
      <Host origin={props.origin} />
      <p>{props.texts('site_caution')}</p>
    </section>
    <BankChoice {...props} kind="primary" />
  </>
)

const LookButton = ({ looked, texts, send }: SiteQuestionProps) => {
  if (looked?.state === 'looking') return null
  const look = () => send({ type: 'look-at-page' })
  return (
    <div class="buttons">
      <Button kind={looked ? 'secondary' : 'primary'} press={look}>
        {texts(looked ? 'look_again' : 'look_button')}
      </Button>
    </div>
  )
}

const AdministratorDecides = ({ origin, texts }: SiteQuestionProps) => (
  <>
    <div>
      <Heading>{texts('site_administrator_heading')}</Heading>
      <Host origin={origin} />
    </div>
    <p>{texts('site_administrator_sentence')}</p>
  </>
)

const NOBODY: ReadonlySet<string> = new Set()

/** May Koshin read this site, and whose is it? Nothing is read before the user asks for it here. */
export const SiteQuestion = (props: SiteQuestionProps) => {
  const { origin, banks, claimedBy, looked, mayAddBanks, now, texts } = props
  const owner = banks.find(({ id }) => id === claimedBy)
  if (owner) return <Claimed {...props} bank={owner} />
  if (!mayAddBanks) return <AdministratorDecides {...props} />
  const reading = looked?.state === 'seen' ? looked.reading : null
  const recognised = reading !== null && (reading.verdict === 'notice' || reading.verdict === 'screen')
  return (
    <>
      <WhatWasSeen looked={looked} now={now} texts={texts} />
      {recognised ? (
        <UseHere {...props} fitting={new Set(reading.matches.map(({ bank }) => bank))} />
      ) : (
        <>
          <Host origin={origin} />
          <LookButton {...props} />
          <p class="quiet">{texts('look_stays')}</p>
          <Disclosure summary={texts('look_by_hand')}>
            <p>{texts('site_caution')}</p>
            <BankChoice {...props} fitting={NOBODY} kind="secondary" />
          </Disclosure>
        </>
      )}
    </>
  )
}

import { useRef, useState } from 'preact/hooks'
import type { ErrorReport } from '../../src/protocol/errors.ts'
import { Button } from './button.tsx'
import type { Send } from './connection.ts'
import { whatHappened, whatNext } from './errors.ts'
import { NotificationBanner } from './notification-banner.tsx'
import { Busy } from './progress.tsx'
import type { MessageKey, Texts } from './texts.ts'

/** What the host has said of earlier renewals. */
interface Known {
  readonly state: 'known'
  readonly stores: readonly unknown[]
  /** Enrolments that are under way. */
  readonly pending: readonly unknown[]
  /** Records of enrolments that the host cannot read. */
  readonly unreadable: number
  /** Keys of Koshin on the tokens that are connected, of which nothing else is known. */
  readonly strayKeys: number
}

/** It is being asked, it cannot be asked, or it has answered. */
export type LeftOver =
  | { readonly state: 'checking' }
  | { readonly state: 'no-host'; readonly error: ErrorReport }
  | Known

const isLost = ({ unreadable, strayKeys }: Known): boolean => unreadable > 0 || strayKeys > 0

/** A record that cannot be read says more than a key whose record is elsewhere. */
const headingOf = ({ unreadable }: Known): MessageKey => (unreadable > 0 ? 'rescue_heading' : 'rescue_heading_keys')

/** What came of looking. */
const outcomeOf = (readiness: Known): MessageKey => {
  if (isLost(readiness)) return 'rescue_left'
  return readiness.pending.length > 0 ? 'rescue_found' : 'rescue_nothing'
}

interface OfferProps extends Pick<RescueProps, 'blocked' | 'checkAgain' | 'texts'> {
  readonly readiness: Known
  readonly look: () => void
}

const Offer = ({ readiness, blocked, texts, look, checkAgain }: OfferProps) => {
  const hasToken = readiness.stores.length > 0
  return (
    <>
      <NotificationBanner kind="warning" heading={<h2 class="heading-small">{texts(headingOf(readiness))}</h2>}>
        <p>{texts('rescue_sentence')}</p>
      </NotificationBanner>
      <div class="buttons">
        <Button kind="secondary" press={look} blockedBy={hasToken ? blocked : 'rescue-blocked'}>
          {texts('rescue_look')}
        </Button>
        {!hasToken && (
          <>
            <p id="rescue-blocked" class="quiet">
              {texts('rescue_no_token')}
            </p>
            <Button kind="secondary" press={checkAgain}>
              {texts('check_again')}
            </Button>
          </>
        )}
      </div>
    </>
  )
}

const HostFailed = ({ error: { code }, texts }: { error: ErrorReport; texts: Texts }) => (
  <NotificationBanner kind="error" heading={<h2 class="heading-small">{texts(whatHappened(code))}</h2>}>
    <p>{texts(whatNext(code))}</p>
  </NotificationBanner>
)

interface RescueProps {
  readonly readiness: LeftOver
  /** Asks the host what is there. */
  readonly checkAgain: () => void
  /** Id of the sentence that says why nothing can be begun. */
  readonly blocked?: string | undefined
  readonly texts: Texts
  readonly send: Send
}

/** Records that cannot be read, or keys that no record names: what is left of an earlier renewal is looked for on the token. */
export const Rescue = ({ readiness, checkAgain, blocked, texts, send }: RescueProps) => {
  const [asked, setAsked] = useState(false)
  const place = useRef<HTMLElement>(null)
  const look = () => {
    setAsked(true)
    // The button goes while the host looks: the focus waits here.
    place.current?.focus()
    send({ type: 'rescue' })
  }
  if (!asked && !(readiness.state === 'known' && isLost(readiness))) return null
  return (
    <section class="rescue" ref={place} tabIndex={-1}>
      {readiness.state === 'checking' && <Busy>{texts('rescue_looking')}</Busy>}
      {readiness.state === 'no-host' && <HostFailed error={readiness.error} texts={texts} />}
      {readiness.state === 'known' && asked && <p role="status">{texts(outcomeOf(readiness))}</p>}
      {readiness.state === 'known' && isLost(readiness) && (
        <Offer readiness={readiness} blocked={blocked} texts={texts} look={look} checkAgain={checkAgain} />
      )}
    </section>
  )
}

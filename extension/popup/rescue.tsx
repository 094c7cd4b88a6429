import { useRef, useState } from 'preact/hooks'
import type { ErrorReport } from '../../src/protocol/errors.ts'
import type { Readiness } from '../../src/renewal/snapshot.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { whatHappened, whatNext } from '../ui/errors.ts'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Busy } from '../ui/progress.tsx'
import type { MessageKey, Texts } from '../ui/texts.ts'

type Known = Extract<Readiness, { state: 'known' }>

const isLost = ({ unreadable, strayKeys }: Known): boolean => unreadable > 0 || strayKeys > 0

/** A record that cannot be read says more than a key whose record is elsewhere. */
const headingOf = ({ unreadable }: Known): MessageKey => (unreadable > 0 ? 'rescue_heading' : 'rescue_heading_keys')

/** What came of looking. */
const outcomeOf = (readiness: Known): MessageKey => {
  if (isLost(readiness)) return 'rescue_left'
  return readiness.pending.length > 0 ? 'rescue_found' : 'rescue_nothing'
}

const Offer = ({ readiness, texts, look, send }: { readiness: Known; texts: Texts; look: () => void; send: Send }) => {
  const hasToken = readiness.stores.length > 0
  return (
    <>
      <NotificationBanner kind="warning" heading={<h2 class="heading-small">{texts(headingOf(readiness))}</h2>}>
        <p>{texts('rescue_sentence')}</p>
      </NotificationBanner>
      <div class="buttons">
        <Button kind="secondary" press={look} blockedBy={hasToken ? undefined : 'rescue-blocked'}>
          {texts('rescue_look')}
        </Button>
        {!hasToken && (
          <>
            <p id="rescue-blocked" class="quiet">
              {texts('rescue_no_token')}
            </p>
            <Button kind="secondary" press={() => send({ type: 'check-again' })}>
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
  readonly readiness: Readiness
  readonly texts: Texts
  readonly send: Send
}

/** Records that cannot be read, or keys that no record names: what is left of an earlier renewal is looked for on the token. */
export const Rescue = ({ readiness, texts, send }: RescueProps) => {
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
        <Offer readiness={readiness} texts={texts} look={look} send={send} />
      )}
    </section>
  )
}

import type { Sight } from '../../src/protocol/host.ts'
import type { Store } from '../../src/protocol/schema.ts'
import { AskAgain } from '../ui/ask-again.tsx'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { QuitBrowser } from '../ui/quit-browser.tsx'
import type { MessageKey, Texts } from '../ui/texts.ts'
import type { Blocked } from './at-work.tsx'

const STATES: Record<Sight['seen'], { readonly icon: IconName; readonly sentence: MessageKey }> = {
  yes: { icon: 'success', sentence: 'certificates_sight_yes' },
  no: { icon: 'warning', sentence: 'certificates_sight_no' },
  'after-restart': { icon: 'info', sentence: 'certificates_sight_after_restart' },
  unknown: { icon: 'info', sentence: 'certificates_sight_unknown' },
}

/** What is changed on the computer, and how it is taken back; null: this browser cannot be made to. */
const QUESTIONS: Record<Sight['way'], MessageKey | null> = {
  'native-manifest': 'certificates_connect_firefox',
  'nss-database': 'certificates_connect_chromium',
  system: null,
  none: null,
}

interface BrowserSightProps {
  readonly store: Store
  /** undefined: being looked for; null: it cannot be found out. */
  readonly sight: Sight | null | undefined
  readonly blocked: Blocked
  readonly texts: Texts
  readonly send: Send
}

const Connect = ({
  store,
  blocked,
  texts,
  send,
  question,
}: Omit<BrowserSightProps, 'sight'> & { question: string }) => (
  <AskAgain
    button={(ask) => (
      <Button kind="primary" press={ask} blockedBy={blocked}>
        {texts('browser_connect')}
      </Button>
    )}
    question={question}
    answers={(keep) => (
      <>
        <Button
          kind="primary"
          blockedBy={blocked}
          press={() => {
            keep()
            send({ type: 'connect-browser', store: store.uri })
          }}
        >
          {texts('certificates_connect_yes')}
        </Button>
        <Button kind="secondary" press={keep}>
          {texts('consent_no')}
        </Button>
      </>
    )}
  />
)

/** Does this browser find what lies on a token, and what can be done about it. */
export const BrowserSight = ({ sight, ...rest }: BrowserSightProps) => {
  const { texts, send } = rest
  if (sight === null) return null
  if (sight === undefined) return <p class="quiet">{texts('certificates_sight_looking')}</p>
  const { icon, sentence } = STATES[sight.seen]
  const question = sight.seen === 'no' ? QUESTIONS[sight.way] : null
  return (
    <>
      <p class="site-state">
        <Icon name={icon} />
        <span>{texts(sentence)}</span>
      </p>
      {question && <Connect {...rest} question={texts(question)} />}
      {sight.seen === 'after-restart' && <QuitBrowser texts={texts} send={send} />}
    </>
  )
}

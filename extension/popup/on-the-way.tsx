import type { ScreenKind } from '../../src/bank/profile.ts'
import type { Notice } from '../../src/renewal/state.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { Heading } from '../ui/heading.tsx'
import { positionOf, StepNavigation } from '../ui/step-navigation.tsx'
import type { MessageKey, Texts } from '../ui/texts.ts'
import { makerSentence } from './maker.ts'

/** What to do on a screen, and what helps with it. */
interface Words {
  readonly heading: MessageKey
  readonly note: MessageKey
}

const PRESS: Words = { heading: 'way_press_heading', note: 'way_press_sentence' }
const WORDS: Record<ScreenKind, Words> = {
  'log-on': PRESS,
  password: { heading: 'way_password_heading', note: 'way_password_sentence' },
  'one-time-password': { heading: 'way_card_heading', note: 'way_card_sentence' },
  notice: PRESS,
  way: PRESS,
  enrol: PRESS,
  working: { heading: 'way_wait_heading', note: 'way_wait_sentence' },
  finished: PRESS,
  'session-ended': { heading: 'way_session_heading', note: 'way_session_sentence' },
  'log-on-refused': { heading: 'way_refused_heading', note: 'way_refused_sentence' },
  failed: { heading: 'way_failed_heading', note: 'way_failed_sentence' },
}

const wordsOf = ({ kind, next }: Notice): Words => {
  const words = WORDS[kind]
  return words === PRESS && !next ? WORDS.working : words
}

/** The user is being led through the bank's screens: the heading is what to do now, in the words of the bank's button. */
export const OnTheWay = ({ notice, texts, send }: { notice: Notice; texts: Texts; send: Send }) => {
  const position = positionOf(notice)
  const { heading, note } = wordsOf(notice)
  const button = notice.next ?? ''
  const isOnTheWay = position !== null
  return (
    <>
      <div>
        {/* The step navigation says the same to a screen reader. */}
        {position && (
          <p class="eyebrow" aria-hidden="true">
            {texts('steps_eyebrow', position)}
          </p>
        )}
        <Heading>{texts(heading, { button })}</Heading>
        {!isOnTheWay && <p>{texts(note)}</p>}
      </div>
      <StepNavigation
        at={notice}
        button={heading === PRESS.heading ? notice.next : null}
        note={isOnTheWay ? texts(note) : null}
        texts={texts}
      />
      <p class="quiet">{texts(makerSentence(notice.maker) ?? 'way_old_stays')}</p>
      <div class="buttons">
        <Button kind="secondary" press={() => send({ type: 'show-bank' })}>
          {texts('show_bank')}
        </Button>
        {notice.maker !== 'koshin' && (
          <Button kind="secondary" press={() => send({ type: 'dismiss' })}>
            {texts('way_end')}
          </Button>
        )}
      </div>
    </>
  )
}

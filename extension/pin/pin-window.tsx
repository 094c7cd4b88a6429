import { useEffect, useState } from 'preact/hooks'
import type { PinQuestion } from '../../src/protocol/host.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import type { Send } from '../ui/connection.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { Header } from '../ui/header.tsx'
import { Heading } from '../ui/heading.tsx'
import { hostOf } from '../ui/names.ts'
import { Busy, Opening } from '../ui/progress.tsx'
import type { MessageKey, Texts } from '../ui/texts.ts'
import { PinForm } from './pin-form.tsx'

type Secret = PinQuestion['secret']
type State =
  | { readonly at: 'opening' | 'idle' }
  | { readonly at: 'asked'; readonly question: PinQuestion }
  | { readonly at: 'sent'; readonly secret: Secret }

/** What is typed, and of what: a token's PIN, or a password. */
const WORDS: Record<Secret, Readonly<Record<'title' | 'heading' | 'sent' | 'of', MessageKey>>> = {
  pin: { title: 'title_pin', heading: 'pin_heading', sent: 'pin_sent_heading', of: 'field_token' },
  'store-password': {
    title: 'title_pin_password',
    heading: 'pin_heading_store',
    sent: 'pin_sent_heading_password',
    of: 'field_store',
  },
  'file-password': {
    title: 'title_pin_password',
    heading: 'pin_heading_file',
    sent: 'pin_sent_heading_password',
    of: 'pin_field_file',
  },
}

const PURPOSES: Record<PinQuestion['purpose'], MessageKey> = {
  'make-key': 'pin_purpose_make_key',
  install: 'pin_purpose_install',
  prove: 'pin_purpose_prove',
  discard: 'pin_purpose_discard',
  import: 'pin_purpose_import',
  move: 'pin_purpose_move',
  remove: 'pin_purpose_remove',
  'open-file': 'pin_purpose_open_file',
}

const secretOf = (state: State): Secret => {
  if (state.at === 'asked') return state.question.secret
  return state.at === 'sent' ? state.secret : 'pin'
}

const About = ({ question, texts }: { question: PinQuestion; texts: Texts }) => (
  <>
    <Heading>{texts(WORDS[question.secret].heading)}</Heading>
    <p>{texts(PURPOSES[question.purpose])}</p>
    <DescriptionList
      texts={texts}
      rows={[
        [WORDS[question.secret].of, visibleText(question.token)],
        [
          'field_site',
          question.origin || question.bankName ? (
            <>
              {question.origin && <strong class="block">{hostOf(question.origin)}</strong>}
              {visibleText(question.bankName)}
            </>
          ) : null,
        ],
      ]}
    />
  </>
)

interface PinWindowProps {
  /** Grows with each snapshot: while no question is shown, the window asks again for one. */
  readonly turn: number
  readonly texts: Texts
  readonly send: Send
  readonly askQuestion: () => Promise<PinQuestion | null>
}

/** The last resort: used only where the computer has no PIN dialog of its own, and says so. */
export const PinWindow = ({ turn, texts, send, askQuestion }: PinWindowProps) => {
  const [state, setState] = useState<State>({ at: 'opening' })
  useEffect(() => {
    if (state.at === 'asked') return
    void askQuestion().then((question) => {
      if (question) setState({ at: 'asked', question })
      // After an answer null means that the token is still at work: the window stays as it is until it is closed.
      else setState((before) => (before.at === 'sent' ? before : { at: 'idle' }))
    })
  }, [turn])
  const answer = (pin: string | null) => {
    send({ type: 'pin-entered', pin })
    if (state.at === 'asked') setState({ at: 'sent', secret: state.question.secret })
  }
  return (
    <>
      <Header title={texts(WORDS[secretOf(state)].title)} texts={texts} send={send} />
      <main>
        {state.at === 'asked' && (
          <>
            <About question={state.question} texts={texts} />
            <PinForm question={state.question} texts={texts} answer={answer} />
            <p class="quiet">
              {texts('pin_why_here')} {texts('pin_not_kept')}
            </p>
          </>
        )}
        {state.at === 'opening' && <Opening texts={texts} />}
        {state.at === 'sent' && (
          <>
            <Heading>{texts(WORDS[state.secret].sent)}</Heading>
            <Busy>{texts('pin_sent')}</Busy>
          </>
        )}
        {state.at === 'idle' && (
          <>
            <Heading>{texts('pin_idle_heading')}</Heading>
            <p>{texts('pin_idle_sentence')}</p>
          </>
        )}
      </main>
    </>
  )
}

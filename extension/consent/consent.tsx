import type { Snapshot } from '../../src/renewal/snapshot.ts'
import type { Send } from '../ui/connection.ts'
import { Failure } from '../ui/failure.tsx'
import { Header } from '../ui/header.tsx'
import { Heading } from '../ui/heading.tsx'
import type { AskAnswer } from '../ui/kept-answer.ts'
import { Opening, Progress, progressOf } from '../ui/progress.tsx'
import { checkList, readinessOf } from '../ui/readiness.ts'
import type { Texts } from '../ui/texts.ts'
import { NotReady } from './not-ready.tsx'
import { Question } from './question.tsx'

interface ConsentProps {
  /** null: the background has not written one yet. */
  readonly snapshot: Snapshot | null
  readonly texts: Texts
  readonly send: Send
  readonly askAnswer: AskAnswer
}

const Idle = ({ texts }: { texts: Texts }) => (
  <>
    <Heading>{texts('consent_idle_heading')}</Heading>
    <p>{texts('consent_idle_sentence')}</p>
  </>
)

/** The question while it is asked, then what becomes of it. */
const Current = ({ snapshot, texts, send, askAnswer }: ConsentProps) => {
  if (!snapshot) return <Opening texts={texts} />
  const { renewal, readiness, now } = snapshot
  switch (renewal.at) {
    case 'asking': {
      const lines = checkList(readiness, renewal.notice.algorithm, renewal.store)
      return readiness.state === 'known' && readinessOf(lines) === 'ready' ? (
        <Question asking={renewal} readiness={readiness} texts={texts} send={send} />
      ) : (
        <NotReady asking={renewal} lines={lines} now={now} texts={texts} send={send} />
      )
    }
    case 'making':
    case 'installing':
      return <Progress {...progressOf(renewal)} texts={texts} />
    case 'failed':
      return <Failure failed={renewal} now={now} texts={texts} send={send} askAnswer={askAnswer} />
    default:
      return <Idle texts={texts} />
  }
}

export const Consent = (props: ConsentProps) => (
  <>
    <Header title={props.texts('title_consent')} texts={props.texts} send={props.send} />
    <main>
      <Current {...props} />
    </main>
  </>
)

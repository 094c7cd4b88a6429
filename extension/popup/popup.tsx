import type { Snapshot } from '../../src/renewal/snapshot.ts'
import type { Send } from '../ui/connection.ts'
import { Failure } from '../ui/failure.tsx'
import { Header } from '../ui/header.tsx'
import type { AskAnswer } from '../ui/kept-answer.ts'
import { Opening } from '../ui/progress.tsx'
import { Rescue } from '../ui/rescue.tsx'
import type { Texts } from '../ui/texts.ts'
import { Asking } from './asking.tsx'
import { Done } from './done.tsx'
import { Due, DueFirst, QuietDue } from './due.tsx'
import { Foot } from './foot.tsx'
import { NoNotice } from './no-notice.tsx'
import { OnTheWay } from './on-the-way.tsx'
import { Pending } from './pending.tsx'
import { Ready } from './ready.tsx'
import { Renewed } from './renewed.tsx'
import { Requested } from './requested.tsx'
import { screenOf } from './screen-of.ts'
import { SiteQuestion } from './site-question.tsx'
import { Working } from './working.tsx'

interface PopupProps {
  /** null: the background has not written one yet. */
  readonly snapshot: Snapshot | null
  readonly texts: Texts
  readonly send: Send
  /** Asks the browser for a host; called in the click itself. */
  readonly requestHost: (pattern: string) => Promise<boolean>
  readonly askAnswer: AskAnswer
}

const CurrentScreen = ({ snapshot, texts, send, requestHost, askAnswer }: PopupProps) => {
  const screen = screenOf(snapshot)
  if (!snapshot) return <Opening texts={texts} />
  switch (screen.name) {
    case 'opening':
      return <Opening texts={texts} />
    case 'no-notice':
      return <NoNotice bank={screen.bank} texts={texts} />
    case 'due':
      return <Due due={snapshot.due} texts={texts} send={send} />
    case 'site':
      return (
        <DueFirst due={screen.site.looked || screen.site.claimedBy ? [] : snapshot.due} texts={texts} send={send}>
          <SiteQuestion
            key={screen.site.origin}
            {...screen.site}
            mayAddBanks={snapshot.settings.rules.mayAddBanks}
            now={snapshot.now}
            texts={texts}
            send={send}
            requestHost={requestHost}
          />
        </DueFirst>
      )
    case 'ready':
      return <Ready notice={screen.notice} snapshot={snapshot} texts={texts} send={send} />
    case 'renewed':
      return <Renewed notice={screen.notice} certificate={screen.certificate} texts={texts} send={send} />
    case 'on-the-way':
      return <OnTheWay notice={screen.notice} texts={texts} send={send} />
    case 'asking':
      return <Asking notice={screen.notice} texts={texts} />
    case 'working':
      return <Working renewal={screen.renewal} texts={texts} />
    case 'requested':
      return <Requested renewal={screen.renewal} texts={texts} send={send} />
    case 'done':
      return (
        <Done
          renewal={screen.renewal}
          sight={snapshot.holdings.sights[screen.renewal.enrolment.store]}
          now={snapshot.now}
          texts={texts}
          send={send}
        />
      )
    case 'failed':
      return <Failure failed={screen.renewal} now={snapshot.now} texts={texts} send={send} askAnswer={askAnswer} />
  }
}

/** Enrolments from before are of interest only while no renewal is in hand. */
const FromBefore = ({ snapshot, texts, send }: Pick<PopupProps, 'snapshot' | 'texts' | 'send'>) => {
  const at = snapshot?.renewal.at
  if (!snapshot || (at !== 'none' && at !== 'noticed')) return null
  const { readiness } = snapshot
  return (
    <>
      <Rescue readiness={readiness} checkAgain={() => send({ type: 'check-again' })} texts={texts} send={send} />
      {readiness.state === 'known' && (
        <Pending
          enrolments={readiness.pending}
          answersHere={readiness.answersHere}
          bankIsOpen={at === 'noticed'}
          texts={texts}
          send={send}
        />
      )}
    </>
  )
}

export const Popup = (props: PopupProps) => (
  <>
    <Header title={props.texts('extName')} texts={props.texts} send={props.send} />
    <main>
      <CurrentScreen {...props} />
      {props.snapshot?.renewal.at === 'none' && <QuietDue due={props.snapshot.due} texts={props.texts} />}
      <FromBefore snapshot={props.snapshot} texts={props.texts} send={props.send} />
    </main>
    <Foot texts={props.texts} send={props.send} />
  </>
)

import { dayInJapan, daysLeft } from '../../src/certificate/validity.ts'
import { roleOf } from '../../src/renewal/role-of.ts'
import type { Readiness, Snapshot } from '../../src/renewal/snapshot.ts'
import type { Notice } from '../../src/renewal/state.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { Button } from '../ui/button.tsx'
import { CheckList } from '../ui/check-list.tsx'
import type { Send } from '../ui/connection.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Heading } from '../ui/heading.tsx'
import { bankAndService, holderName, storeName, untilDay } from '../ui/names.ts'
import { checkList, readinessOf, targetStore } from '../ui/readiness.ts'
import type { Texts } from '../ui/texts.ts'
import { DaysLeft, UrgencyBanner } from './days-left.tsx'
import { Snooze } from './due-snooze.tsx'
import { makerSentence } from './maker.ts'

/** The bank's own word first; else the certificate's, where it is clear which one. */
const expiryOf = (notice: Notice, readiness: Readiness): string | null => {
  if (notice.expiry) return notice.expiry
  return readiness.state === 'known' && readiness.follows ? dayInJapan(readiness.follows.notAfter) : null
}

const Facts = ({ notice, readiness, texts }: { notice: Notice; readiness: Readiness; texts: Texts }) => {
  const expiry = expiryOf(notice, readiness)
  const follows = readiness.state === 'known' ? readiness.follows : null
  // With a 利用者ID beside it the company's ID is not whose the certificate is.
  const role = follows && !notice.userId ? roleOf(follows, notice.bank) : null
  const target = readiness.state === 'known' && notice.maker === 'koshin' ? targetStore(readiness, notice.store) : null
  return (
    <DescriptionList
      texts={texts}
      rows={[
        ['field_expiry', expiry && untilDay(expiry, texts)],
        ['field_corporate_id', notice.corporateId && holderName({ name: notice.corporateId, role }, texts)],
        ['field_user_id', notice.userId && visibleText(notice.userId)],
        ['field_store', target && storeName(target, texts)],
      ]}
    />
  )
}

const StartButtons = ({ ready, texts, send }: { ready: ReturnType<typeof readinessOf>; texts: Texts; send: Send }) => (
  <div class={ready === 'ready' ? 'buttons in-sight' : 'buttons'}>
    <Button
      kind="primary"
      press={() => send({ type: 'start' })}
      blockedBy={ready === 'ready' ? undefined : 'start-blocked'}
    >
      {texts('ready_start')}
    </Button>
    {ready !== 'ready' && (
      <p id="start-blocked" class="quiet">
        {texts(ready === 'checking' ? 'ready_checking' : 'ready_blocked')}
      </p>
    )}
    {typeof ready === 'object' && (
      <Button kind="secondary" press={() => send({ type: 'check-again' })}>
        {texts('check_again')}
      </Button>
    )}
  </div>
)

const Changes = ({ texts }: { texts: Texts }) => (
  <Disclosure summary={texts('changes_summary')}>
    <ul class="plain-list">
      <li>{texts('changes_new')}</li>
      <li>{texts('changes_old')}</li>
      <li>{texts('changes_rest')}</li>
    </ul>
  </Disclosure>
)

interface ReadyProps {
  readonly notice: Notice
  readonly snapshot: Snapshot
  readonly texts: Texts
  readonly send: Send
}

/** A notice was found: how long there is, whose certificate, what is needed, and the button that starts. */
export const Ready = ({ notice, snapshot: { readiness, now, due }, texts, send }: ReadyProps) => {
  const guided = makerSentence(notice.maker)
  const lines = checkList(readiness, notice.algorithm, notice.store)
  const expiry = expiryOf(notice, readiness)
  const expired = expiry !== null && daysLeft(expiry, now) < 0
  const followed = readiness.state === 'known' ? readiness.follows?.sha256 : undefined
  const known = due.find(({ certificate }) => certificate === followed)
  return (
    <>
      {expiry && <UrgencyBanner expiry={expiry} bank={notice.bank} now={now} texts={texts} />}
      <div>
        <p class="eyebrow">{bankAndService(notice.bank, texts)}</p>
        <Heading>{texts(expired ? 'ready_heading_expired' : 'ready_heading')}</Heading>
        {expiry && <DaysLeft expiry={expiry} now={now} texts={texts} />}
      </div>
      <Facts notice={notice} readiness={readiness} texts={texts} />
      {/* Where something else makes the key, nothing here is needed for it. */}
      {guided ? <p>{texts(guided)}</p> : <CheckList lines={lines} now={now} texts={texts} />}
      <StartButtons ready={guided ? 'ready' : readinessOf(lines)} texts={texts} send={send} />
      {known && <Snooze due={known} label="snooze_later" texts={texts} send={send} />}
      {!guided && <Changes texts={texts} />}
    </>
  )
}

import { useId, useState } from 'preact/hooks'
import { dayInJapan } from '../../src/certificate/validity.ts'
import type {
  AskedHost,
  KnownRevocation,
  Revocation,
  RevocationReason,
  UnknownReason,
  UnknownRevocation,
} from '../../src/revocation/revocation.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { longDate } from '../ui/dates.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { useFocusOnChange } from '../ui/focus-on-change.ts'
import { Icon } from '../ui/icon.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { requestHost } from '../ui/permission.ts'
import { Busy } from '../ui/progress.tsx'
import type { MessageKey, Texts } from '../ui/texts.ts'
import type { Blocked } from './at-work.tsx'

const REASONS: Record<RevocationReason, MessageKey> = {
  'key-compromise': 'certificates_revocation_key_compromise',
  'ca-compromise': 'certificates_revocation_ca_compromise',
  'aa-compromise': 'certificates_revocation_ca_compromise',
  'affiliation-changed': 'certificates_revocation_affiliation_changed',
  superseded: 'certificates_revocation_superseded',
  'cessation-of-operation': 'certificates_revocation_cessation',
  'certificate-hold': 'certificates_revocation_hold',
  'privilege-withdrawn': 'certificates_revocation_withdrawn',
}

const UNKNOWNS: Record<UnknownReason, MessageKey> = {
  expired: 'certificates_revocation_expired',
  'no-certificate': 'certificates_revocation_no_certificate',
  'no-issuer': 'certificates_revocation_no_issuer',
  'no-address': 'certificates_revocation_no_address',
  'not-allowed': 'certificates_revocation_not_allowed',
  'not-reached': 'certificates_revocation_not_reached',
  declined: 'certificates_revocation_declined',
  'not-known': 'certificates_revocation_not_known',
  wrong: 'certificates_revocation_wrong',
  untrusted: 'certificates_revocation_untrusted',
  outdated: 'certificates_revocation_outdated',
}

interface RevocationProps {
  /** PKCS#11 URI of the certificate on this computer. */
  readonly certificate: string
  /** undefined: nobody has asked yet. */
  readonly revocation: Revocation | undefined
  readonly blocked: Blocked
  readonly texts: Texts
  readonly send: Send
}

const dayOf = (instant: string, texts: Texts): string => longDate(dayInJapan(instant), texts)

const Known = ({ revocation, texts }: { revocation: KnownRevocation; texts: Texts }) => {
  const { host, checkedAt, until } = revocation
  const isRevoked = revocation.state === 'revoked'
  return (
    <DescriptionList
      texts={texts}
      rows={[
        ['certificates_revocation_since', isRevoked ? dayOf(revocation.at, texts) : null],
        ['certificates_revocation_reason', isRevoked && revocation.reason ? texts(REASONS[revocation.reason]) : null],
        ['certificates_revocation_host', visibleText(host)],
        ['certificates_revocation_checked', dayOf(checkedAt, texts)],
        ['certificates_revocation_until', until && dayOf(until, texts)],
      ]}
    />
  )
}

const Revoked = ({ revocation, texts }: { revocation: KnownRevocation & { state: 'revoked' }; texts: Texts }) => {
  const isHeld = revocation.reason === 'certificate-hold'
  const what = isHeld ? 'certificates_revocation_hold_what' : 'certificates_revocation_revoked_what'
  return (
    <NotificationBanner
      kind="error"
      heading={<p>{texts(isHeld ? 'certificates_revocation_hold_heading' : 'certificates_revocation_revoked')}</p>}
    >
      <p>{texts(what)}</p>
    </NotificationBanner>
  )
}

/** That nobody knows is told as just that: it is no sign that the certificate is good. */
const Unknown = ({ revocation, texts }: { revocation: UnknownRevocation; texts: Texts }) => {
  const { reason, detail, host } = revocation
  if (reason === 'not-allowed') return <p>{texts(UNKNOWNS[reason])}</p>
  return (
    <>
      <p class="site-state">
        <Icon name="warning" />
        <span>{texts('certificates_revocation_unknown')}</span>
      </p>
      <p>{texts(UNKNOWNS[reason])}</p>
      <Disclosure summary={texts('certificates_revocation_details')}>
        <DescriptionList
          texts={texts}
          rows={[
            ['detail_code', reason],
            ['certificates_revocation_host', host && visibleText(host)],
            ['detail_detail', visibleText(detail)],
          ]}
        />
      </Disclosure>
    </>
  )
}

const Answer = ({ revocation, texts }: { revocation: Revocation; texts: Texts }) => {
  if (revocation.state === 'checking') return <Busy>{texts('certificates_revocation_checking')}</Busy>
  if (revocation.state === 'unknown') return <Unknown revocation={revocation} texts={texts} />
  return (
    <>
      {revocation.state === 'revoked' ? (
        <Revoked revocation={revocation} texts={texts} />
      ) : (
        <p class="site-state">
          <Icon name="success" />
          <span>{texts('certificates_revocation_good')}</span>
        </p>
      )}
      <Known revocation={revocation} texts={texts} />
    </>
  )
}

/** The browser's permission for one host: asked in the click itself, else browsers do not ask. */
const Allow = ({
  next: { host, pattern },
  check,
  blocked,
  texts,
}: {
  next: AskedHost
  check: () => void
  blocked: Blocked
  texts: Texts
}) => {
  const [refused, setRefused] = useState(false)
  const id = useId()
  const allow = () =>
    void requestHost(pattern).then((granted) => {
      setRefused(!granted)
      if (granted) check()
    })
  return (
    <>
      <p>{texts('certificates_revocation_ask')}</p>
      <p class="host" id={id}>
        <bdi>{visibleText(host)}</bdi>
      </p>
      <p class="quiet">{texts('certificates_revocation_sends')}</p>
      <div role="status">{refused && <p>{texts('certificates_revocation_refused')}</p>}</div>
      <Button kind="primary" press={allow} blockedBy={blocked} about={id}>
        {texts('certificates_revocation_allow')}
      </Button>
    </>
  )
}

/** Has the certificate been revoked? Nothing is asked of anybody before the user presses the button. */
export const RevocationCheck = ({ certificate, revocation, blocked, texts, send }: RevocationProps) => {
  const check = () => send({ type: 'check-revocation', certificate })
  const next = revocation?.state === 'unknown' ? revocation.next : null
  const place = useFocusOnChange(next?.pattern)
  return (
    <div class="revocation" ref={place}>
      <h3 class="heading-medium">{texts('certificates_revocation_heading')}</h3>
      <div role="status">{revocation && <Answer revocation={revocation} texts={texts} />}</div>
      {!revocation && <p class="quiet">{texts('certificates_revocation_explain')}</p>}
      {next && <Allow next={next} check={check} blocked={blocked} texts={texts} />}
      {!next && (
        <Button kind="secondary" press={check} blockedBy={blocked ?? (revocation?.state === 'checking' || undefined)}>
          {texts(revocation ? 'certificates_revocation_again' : 'certificates_revocation_check')}
        </Button>
      )}
    </div>
  )
}

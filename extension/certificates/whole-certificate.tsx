import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { CertificateUsage, KeyUsage } from '../../src/certificate/usage.ts'
import type { ErrorReport } from '../../src/protocol/errors.ts'
import type { WholeCertificate } from '../../src/protocol/extension.ts'
import { Button } from '../ui/button.tsx'
import { DescriptionList } from '../ui/description-list.tsx'
import { whatNext } from '../ui/errors.ts'
import { FailureDetails } from '../ui/failure-details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Busy } from '../ui/progress.tsx'
import type { MessageKey, Texts } from '../ui/texts.ts'
import { askWhole } from './ask-whole.ts'
import type { Blocked } from './at-work.tsx'
import { certificateFiles, pemOf } from './certificate-file.ts'
import { CopyButton } from './copy-button.tsx'

const KEY_USAGES: Record<KeyUsage, MessageKey> = {
  digitalSignature: 'certificates_detail_digital_signature',
  nonRepudiation: 'certificates_detail_non_repudiation',
  keyEncipherment: 'certificates_detail_key_encipherment',
  dataEncipherment: 'certificates_detail_data_encipherment',
  keyAgreement: 'certificates_detail_key_agreement',
  keyCertSign: 'certificates_detail_key_cert_sign',
  cRLSign: 'certificates_detail_crl_sign',
  encipherOnly: 'certificates_detail_encipher_only',
  decipherOnly: 'certificates_detail_decipher_only',
}

/** Purposes that client certificates have (RFC 5280 §4.2.1.12; Microsoft's for logging on to Windows); any other is shown as its number. */
const PURPOSES: ReadonlyMap<string, MessageKey> = new Map([
  ['1.3.6.1.5.5.7.3.2', 'certificates_detail_client_auth'],
  ['1.3.6.1.5.5.7.3.1', 'certificates_detail_server_auth'],
  ['1.3.6.1.5.5.7.3.4', 'certificates_detail_email'],
  ['1.3.6.1.4.1.311.20.2.2', 'certificates_detail_smartcard_logon'],
])

const purposeName = (purpose: string, texts: Texts): string => {
  const key = PURPOSES.get(purpose)
  return key ? texts(key) : purpose
}

const listed = (names: readonly string[], texts: Texts): string => names.join(texts('certificates_detail_and'))

const Usage = ({ usage, texts }: { usage: CertificateUsage; texts: Texts }) => {
  const { keyUsage, purposes } = usage
  const names = (all: readonly string[] | null | undefined) => (all?.length ? listed(all, texts) : null)
  return (
    <DescriptionList
      texts={texts}
      rows={[
        ['certificates_detail_usage', names(keyUsage?.map((one) => texts(KEY_USAGES[one])))],
        ['certificates_detail_purposes', names(purposes?.map((one) => purposeName(one, texts)))],
      ]}
    />
  )
}

type Read = Extract<WholeCertificate, { ok: true }>

const Shown = ({ read, serialNumber, texts }: { read: Read; serialNumber: string; texts: Texts }) => {
  const place = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    // The button that was pressed is gone; reading goes on here, from the first line.
    place.current?.setSelectionRange(0, 0)
    place.current?.focus()
    place.current?.scrollTo(0, 0)
  }, [])
  const { pem, cer } = certificateFiles(read.certificate, serialNumber)
  const label = texts('certificates_detail_pem')
  return (
    <>
      {read.usage && <Usage usage={read.usage} texts={texts} />}
      <textarea class="pem" ref={place} readOnly rows={8} aria-label={label} value={pemOf(read.certificate)} />
      <div class="buttons">
        <CopyButton value={pemOf(read.certificate)} what={label} texts={texts} />
        <a class="button button-secondary" download={pem.name} href={pem.url}>
          {texts('certificates_detail_save_pem')}
        </a>
        <a class="button button-secondary" download={cer.name} href={cer.url}>
          {texts('certificates_detail_save_cer')}
        </a>
      </div>
    </>
  )
}

const Unread = ({ error, now, texts }: { error: ErrorReport; now: number; texts: Texts }) => (
  <div role="status">
    <NotificationBanner kind="error" heading={<h4 class="heading-small">{texts('certificates_detail_unread')}</h4>}>
      <p>{texts(whatNext(error.code))}</p>
    </NotificationBanner>
    <FailureDetails error={error} now={now} texts={texts} />
  </div>
)

interface WholeCertificateProps {
  /** Its URI on this computer. */
  readonly certificate: string
  readonly serialNumber: string
  readonly blocked: Blocked
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
}

/** The certificate for other programs and other people, read from its store when somebody asks for it. */
export const WholeCertificateSection = ({ certificate, serialNumber, blocked, now, texts }: WholeCertificateProps) => {
  const [read, setRead] = useState<WholeCertificate | 'reading' | null>(null)
  const show = () => {
    setRead('reading')
    void askWhole(certificate).then(setRead)
  }
  return (
    <section class="not-printed" aria-labelledby="whole">
      <h3 class="heading-medium" id="whole">
        {texts('certificates_detail_whole')}
      </h3>
      <p class="quiet">{texts('certificates_detail_whole_explain')}</p>
      {read === 'reading' && <Busy>{texts('certificates_detail_reading')}</Busy>}
      {read !== null && read !== 'reading' && !read.ok && <Unread error={read.error} now={now} texts={texts} />}
      {read !== null && read !== 'reading' && read.ok ? (
        <Shown read={read} serialNumber={serialNumber} texts={texts} />
      ) : (
        <div class="buttons">
          <Button kind="secondary" press={show} blockedBy={read === 'reading' ? true : blocked}>
            {texts('certificates_detail_show')}
          </Button>
        </div>
      )}
    </section>
  )
}

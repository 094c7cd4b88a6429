import { render } from 'preact'
import english from '../../extension/_locales/en/messages.json'
import japanese from '../../extension/_locales/ja/messages.json'
import { Certificates } from '../../extension/certificates/certificates.tsx'
import { Details } from '../../extension/certificates/details.tsx'
import { ReportFiles } from '../../extension/certificates/report-files.tsx'
import { Consent } from '../../extension/consent/consent.tsx'
import { Options } from '../../extension/options/options.tsx'
import { PinWindow } from '../../extension/pin/pin-window.tsx'
import { Popup } from '../../extension/popup/popup.tsx'
import { Heading } from '../../extension/ui/heading.tsx'
import { sentencesOf } from '../../extension/ui/sentences-of.ts'
import { textsOf } from '../../extension/ui/texts.ts'
import '../../extension/ui/style.css'
import '../../extension/ui/fields.css'
import '../../extension/ui/tab-page.css'
import '../../extension/certificates/certificates.css'
import '../../extension/certificates/list.css'
import '../../extension/certificates/reports.css'
import '../../extension/certificates/revocation.css'
import '../../extension/certificates/details.css'
import type { Intent } from '../../src/protocol/extension.ts'
import { DETAIL_SCREENS } from './details.ts'
import { CHOSEN } from './holdings.ts'
import { REPORTS_SCREENS } from './reports.ts'
import {
  CERTIFICATES_SCREENS,
  CONSENT_SCREENS,
  inLanguage,
  KEPT_ANSWERS,
  OPTIONS_SCREENS,
  PIN_SCREENS,
  POPUP_SCREENS,
} from './snapshots.ts'
import { NOW } from './things.ts'

/** Draws the screen that the address names (`?screen=ready&language=en`), and keeps what would have been sent. */

declare global {
  interface Window {
    sent: Intent[]
  }
}

const query = new URLSearchParams(location.search)
const screen = query.get('screen') ?? ''
const language = query.get('language') === 'en' ? 'en' : 'ja'
const texts = textsOf(language, sentencesOf(language === 'en' ? english : japanese))

window.sent = []
const send = (intent: Intent): void => {
  window.sent.push(intent)
}

const askAnswer = () => Promise.resolve(KEPT_ANSWERS[screen] ?? null)

const drawn = () => {
  if (screen in POPUP_SCREENS) {
    document.body.className = 'popup'
    const snapshot = inLanguage(POPUP_SCREENS[screen] ?? null, language)
    const requestHost = () => Promise.resolve(false)
    return <Popup snapshot={snapshot} texts={texts} send={send} requestHost={requestHost} askAnswer={askAnswer} />
  }
  if (screen in CONSENT_SCREENS) {
    const snapshot = inLanguage(CONSENT_SCREENS[screen] ?? null, language)
    return <Consent snapshot={snapshot} texts={texts} send={send} askAnswer={askAnswer} />
  }
  if (screen in OPTIONS_SCREENS) {
    const snapshot = inLanguage(OPTIONS_SCREENS[screen] ?? null, language)
    return <Options snapshot={snapshot} texts={texts} send={send} requestHost={() => Promise.resolve(false)} />
  }
  if (screen in CERTIFICATES_SCREENS) {
    const chosen = CHOSEN[screen]
    if (chosen) location.hash = chosen
    const snapshot = inLanguage(CERTIFICATES_SCREENS[screen] ?? null, language)
    return <Certificates snapshot={snapshot} texts={texts} send={send} />
  }
  const reports = REPORTS_SCREENS[screen]
  if (reports)
    return (
      <main class="tab-page">
        <Heading>{texts('title_certificates')}</Heading>
        <ReportFiles reports={reports} texts={texts} />
      </main>
    )
  const detail = DETAIL_SCREENS[screen]
  if (detail) {
    return (
      <main class="tab-page">
        <h1 class="heading">{texts('title_certificates')}</h1>
        <Details {...detail} blocked={undefined} now={NOW} texts={texts} send={send} back={() => {}} />
      </main>
    )
  }
  const question = PIN_SCREENS[screen] ?? null
  return <PinWindow turn={0} texts={texts} send={send} askQuestion={() => Promise.resolve(question)} />
}

document.documentElement.lang = language
render(drawn(), document.body)

import { type ComponentChild, render } from 'preact'
import english from '../../extension/_locales/en/messages.json'
import japanese from '../../extension/_locales/ja/messages.json'
import { Certificates } from '../../extension/certificates/certificates.tsx'
import { Details } from '../../extension/certificates/details.tsx'
import { ReportFiles } from '../../extension/certificates/report-files.tsx'
import { Consent } from '../../extension/consent/consent.tsx'
import { candidateOf } from '../../extension/options/candidate.ts'
import { CandidateView } from '../../extension/options/candidate-view.tsx'
import { Options } from '../../extension/options/options.tsx'
import { PinWindow } from '../../extension/pin/pin-window.tsx'
import { Popup } from '../../extension/popup/popup.tsx'
import { sentencesOf } from '../../extension/ui/sentences-of.ts'
import { textsOf } from '../../extension/ui/texts.ts'
import bizstation from '../../src/bank/profiles/bizstation.json'
import type { Language } from '../../src/protocol/schema.ts'
import { DETAIL_SCREENS } from './details.ts'
import { poisoned } from './poisoned.ts'
import { REPORTS_SCREENS } from './reports.ts'
import {
  CERTIFICATES_SCREENS,
  CONSENT_SCREENS,
  inLanguage,
  OPTIONS_SCREENS,
  PIN_SCREENS,
  POPUP_SCREENS,
} from './snapshots.ts'
import { NOW } from './things.ts'

/** Draws all screens at once with a text of a stranger in every place that can hold one, and tells what came of it. */

/** One screen, drawn. */
export interface Drawn {
  readonly screen: string
  /** Elements in each other, with the names of their attributes. */
  readonly skeleton: string
  /** All that can be read or heard of it, and every address. */
  readonly words: string
}

declare global {
  interface Window {
    drawAll: (text: string, language: Language) => Promise<Drawn[]>
  }
}

const TEXTS = { ja: textsOf('ja', sentencesOf(japanese)), en: textsOf('en', sentencesOf(english)) }
const nothing = (): void => {}
const no = () => Promise.resolve(false)
const noAnswer = () => Promise.resolve(null)

const candidates = async (text: string): Promise<Record<string, ComponentChild>> => {
  const files = {
    'candidate-good': JSON.stringify({
      ...bizstation,
      id: 'my-bank',
      name: { ja: text, en: text },
      service: { ja: text, en: text },
    }),
    'candidate-bad': JSON.stringify({ ...bizstation, [text]: text, id: text, roles: [{ id: text, name: text }] }),
    'candidate-no-json': `{"${text}`,
  }
  const drawn = Object.entries(files).map(async ([name, content]) => {
    const candidate = await candidateOf([new File([content], text)], new Set())
    const view = candidate && (
      <CandidateView candidate={candidate} replaced={null} add={nothing} cancel={nothing} texts={TEXTS.ja} />
    )
    return [name, view] as const
  })
  return Object.fromEntries(await Promise.all(drawn))
}

const screens = (text: string, language: Language): Record<string, ComponentChild> => {
  const texts = TEXTS[language]
  const each = <T,>(of: Readonly<Record<string, T>>, draw: (data: T) => ComponentChild) =>
    Object.fromEntries(Object.entries(of).map(([name, data]) => [name, draw(poisoned(data, text))]))
  return {
    ...each(POPUP_SCREENS, (snapshot) => (
      <Popup
        snapshot={inLanguage(snapshot, language)}
        texts={texts}
        send={nothing}
        requestHost={no}
        askAnswer={noAnswer}
      />
    )),
    ...each(CONSENT_SCREENS, (snapshot) => (
      <Consent snapshot={inLanguage(snapshot, language)} texts={texts} send={nothing} askAnswer={noAnswer} />
    )),
    ...each(OPTIONS_SCREENS, (snapshot) => (
      <Options snapshot={inLanguage(snapshot, language)} texts={texts} send={nothing} requestHost={no} />
    )),
    ...each(CERTIFICATES_SCREENS, (snapshot) => (
      <Certificates snapshot={inLanguage(snapshot, language)} texts={texts} send={nothing} />
    )),
    ...each(REPORTS_SCREENS, (reports) => <ReportFiles reports={reports} texts={texts} />),
    ...each(DETAIL_SCREENS, (detail) => (
      <Details {...detail} blocked={undefined} now={NOW} texts={texts} send={nothing} back={nothing} />
    )),
    ...each(PIN_SCREENS, (question) => (
      <PinWindow turn={0} texts={texts} send={nothing} askQuestion={() => Promise.resolve(question)} />
    )),
  }
}

/** A heading keeps what stands in quotation marks together by an element of its own: no other may come and go. */
const skeletonOf = (element: Element): string => {
  const inner = [...element.children].map(skeletonOf).join('')
  if (element.matches('span.kept-together')) return inner
  return `<${[element.localName, ...element.getAttributeNames().toSorted()].join(' ')}>${inner}</>`
}

const wordsOf = (element: Element): string => {
  const attributes = [...element.querySelectorAll('*')].flatMap((one) => [...one.attributes].map(({ value }) => value))
  return [element.textContent, ...attributes].join(' ')
}

const settled = () => new Promise((done) => setTimeout(done, 100))

window.drawAll = async (text, language) => {
  const all = { ...screens(text, language), ...(await candidates(text)) }
  const places = Object.entries(all).map(([screen, child]) => {
    const place = document.createElement('div')
    document.body.append(place)
    render(child, place)
    return { screen, place }
  })
  // What is asked for in a promise is drawn a little later.
  await settled()
  return places.map(({ screen, place }) => {
    const drawn = { screen, skeleton: skeletonOf(place), words: wordsOf(place) }
    render(null, place)
    place.remove()
    return drawn
  })
}

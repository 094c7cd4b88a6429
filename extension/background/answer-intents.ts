import browser from 'webextension-polyfill'
import type { Intent } from '../../src/protocol/extension.ts'
import type { Enrolment } from '../../src/protocol/schema.ts'
import type { Readiness } from '../../src/renewal/snapshot.ts'
import { closeBrowser } from './close-browser.ts'
import { lookAtPage } from './current-site.ts'
import { consentWindow } from './extension-window.ts'
import { discard } from './host-work.ts'
import { readKeptAnswer } from './kept-answers.ts'
import type { Koshin } from './koshin.ts'
import { openBank } from './open-bank.ts'
import { openCertificates } from './open-certificates.ts'
import { addProfile, removeProfile, removeSite, wishForSite } from './sites.ts'
import type { ExtensionPage } from './who-may-ask.ts'

/** What the user wants, from the popup and the extension's windows. Truth stays here: they are answered by the snapshot. */

/** What the host has, as far as it is known: a worker that was stopped meanwhile has to ask again. */
const known = async (koshin: Koshin): Promise<Extract<Readiness, { state: 'known' }> | null> => {
  if (koshin.readiness.state !== 'known') await koshin.check()
  const { readiness } = koshin
  return readiness.state === 'known' ? readiness : null
}

/** The popup and the page of certificates ask the host each at its own time: what was heard last of the enrolment counts. */
const pendingById = async (koshin: Koshin, id: string): Promise<Enrolment | undefined> => {
  const { state } = koshin.loop
  if ('enrolment' in state && state.enrolment?.id === id) return state.enrolment
  const listed = koshin.keeper.holdings.pending.map(({ enrolment }) => enrolment)
  return [...((await known(koshin))?.pending ?? []), ...listed]
    .filter((one) => one.id === id)
    .toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))[0]
}

const giveConsent = async (koshin: Koshin, intent: Extract<Intent, { type: 'consent-given' }>): Promise<void> => {
  const readiness = await known(koshin)
  const { state } = koshin.loop
  if (state.at !== 'asking' || !readiness) return
  const follows = readiness.candidates.find(({ uri }) => uri === intent.follows)
  const store = readiness.stores.find(({ uri }) => uri === intent.store)
  // The window drew these from the same snapshot; if they have gone since, what is there now is shown instead.
  if (!follows || !store) return koshin.check()
  const { uri, kind: storeKind } = store
  const consent = { store: uri, storeKind, follows, algorithm: state.notice.algorithm, again: false }
  await koshin.loop.dispatch({ type: 'consent-given', consent })
}

const showBank = async (koshin: Koshin): Promise<void> => {
  const { state } = koshin.loop
  const tabId = state.at === 'none' ? undefined : state.notice?.place.tabId
  if (tabId === undefined) return
  const tab = await browser.tabs.update(tabId, { active: true }).catch(() => null)
  if (tab?.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true })
}

const SAVED_ANSWER: ReadonlySet<Enrolment['state']> = new Set(['issued', 'written', 'proven'])

const goOn = async (koshin: Koshin, id: string): Promise<void> => {
  const enrolment = await pendingById(koshin, id)
  if (!enrolment) return koshin.check()
  const hasAnswer = SAVED_ANSWER.has(enrolment.state) || (await readKeptAnswer(id)) !== null
  if (hasAnswer) return koshin.loop.dispatch({ type: 'continue', enrolment })
  // Without an answer only the bank's page can go on: its button is pressed again, and the same key is used.
  await koshin.loop.dispatch({ type: 'started' })
  await showBank(koshin)
}

const throwAway = async (koshin: Koshin, id: string): Promise<void> => {
  const enrolment = await pendingById(koshin, id)
  if (enrolment) await discard(koshin.host, enrolment, (event) => koshin.loop.dispatch(event))
  await koshin.check()
}

/** The popup and the consent window show by themselves what went wrong. */
const throwAwayFrom = async (page: ExtensionPage, koshin: Koshin, id: string): Promise<void> => {
  await koshin.keeper.around(() => throwAway(koshin, id))
  if (page === 'certificates' && koshin.loop.state.at === 'failed') await consentWindow.show()
}

/** @param page the one that asks */
export const answerIntent = async (koshin: Koshin, intent: Intent, page: ExtensionPage): Promise<void> => {
  switch (intent.type) {
    case 'popup-opened':
      await koshin.lookAgain()
      return koshin.check()
    case 'check-again':
      return koshin.check()
    case 'start':
      return koshin.loop.dispatch({ type: 'started' })
    case 'show-bank':
      return showBank(koshin)
    case 'consent-given':
      return giveConsent(koshin, intent)
    case 'consent-declined':
    case 'retry':
    case 'renew-again':
    case 'dismiss':
      return koshin.loop.dispatch({ type: intent.type })
    case 'accept-subject':
      return koshin.loop.dispatch(intent)
    case 'continue':
      return goOn(koshin, intent.enrolment)
    case 'discard':
      return throwAwayFrom(page, koshin, intent.enrolment)
    case 'rescue':
      return koshin.keeper.around(() => koshin.check({ rescue: true }))
    case 'language':
      return koshin.speak(intent.language)
    case 'site-wanted':
      return wishForSite(intent)
    case 'look-at-page':
      return lookAtPage(() => koshin.lookAgain())
    case 'close-browser':
      await koshin.loop.dispatch({ type: 'dismiss' })
      return closeBrowser()
    case 'snooze':
      return koshin.reminders.snooze(intent.certificate)
    case 'open-options':
      return browser.runtime.openOptionsPage()
    case 'options-opened':
      return koshin.lookAgain()
    case 'profile-added':
      await addProfile(intent.text)
      return koshin.lookAgain()
    case 'profile-removed':
      await removeProfile(intent.bank)
      return koshin.lookAgain()
    case 'site-removed':
      await removeSite(intent.pattern)
      return koshin.lookAgain()
    case 'open-certificates':
      return openCertificates()
    case 'certificates-opened':
      return koshin.keeper.list()
    case 'import-file':
      return koshin.keeper.importFile(intent)
    case 'move-certificate':
      return koshin.keeper.move(intent)
    case 'prove-certificate':
      return koshin.keeper.prove(intent)
    case 'mark-certificate':
      return koshin.keeper.mark(intent)
    case 'unmark-certificate':
      return koshin.keeper.unmark(intent)
    case 'remove-certificate':
      return koshin.keeper.remove(intent)
    case 'check-revocation':
      return koshin.keeper.checkRevocation(intent)
    case 'connect-browser':
      return koshin.keeper.connect(intent)
    case 'open-bank':
      return openBank(intent.origin)
    case 'outcome-read':
      return koshin.keeper.read()
    case 'pin-entered':
      return koshin.enterPin(intent.pin)
    case 'pin-window-opened':
    case 'kept-answer':
    case 'read-certificate':
      return
  }
}

import browser from 'webextension-polyfill'
import { NO_RULES } from '../../src/policy/rules.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { Mark } from '../../src/protocol/extension.ts'
import type { PinQuestion } from '../../src/protocol/host.ts'
import type { Language } from '../../src/protocol/schema.ts'
import type { Effect, RenewalEvent } from '../../src/renewal/event.ts'
import type { Readiness, Settings, Site, Snapshot } from '../../src/renewal/snapshot.ts'
import type { Notice, Renewal } from '../../src/renewal/state.ts'
import type { Inventory } from './certificates-in-stores.ts'
import { checkReadiness } from './check-readiness.ts'
import { currentSite } from './current-site.ts'
import { consentWindow, pinWindow } from './extension-window.ts'
import { HostConnection } from './host-connection.ts'
import { forgetKey, install, prepare } from './host-work.ts'
import { Keeper } from './keeper.ts'
import { readRulesNow } from './managed.ts'
import { markFor } from './mark-for.ts'
import { failLostCalls, release } from './page-answers.ts'
import { Reminders } from './reminders.ts'
import { RenewalLoop } from './renewal-loop.ts'
import { currentSettings } from './settings.ts'
import { bankOf } from './sites.ts'
import { exportOwed, exportStatus } from './status-export.ts'
import { readHoldings, readLanguage, readRenewal, writeLanguage, writeRenewal } from './stored.ts'
import { textsIn } from './texts.ts'
import { WaitingUpdate } from './waiting-update.ts'

/** States in which the host keeps its port, and with it the one log-in of the renewal. */
const AT_WORK: ReadonlySet<Renewal['at']> = new Set(['asking', 'making', 'requested', 'installing'])

/** A click that is held after an error needs this worker to live, and the port keeps it alive. */
const isAtWork = (state: Renewal): boolean => AT_WORK.has(state.at) || (state.at === 'failed' && state.waiting !== null)

/** An error stays in sight until the user has read it. */
const isOpen = (state: Renewal): boolean => AT_WORK.has(state.at) || state.at === 'failed'

/** All that the service worker knows; popup, windows and marks are drawn from here. */
export class Koshin {
  readonly host: HostConnection
  readonly loop: RenewalLoop
  readonly reminders: Reminders
  readonly keeper: Keeper
  readonly update = new WaitingUpdate(
    () => isOpen(this.loop.state),
    () => browser.runtime.reload(),
  )
  readonly ready: Promise<void>
  #readiness: Readiness = { state: 'checking' }
  #site: Site = { state: 'unknown' }
  #settings: Settings = { sites: [], profiles: [], refused: [], rules: NO_RULES, exported: null }
  #language: Language = 'ja'
  #pin: { question: PinQuestion; answer: (pin: string | null) => void } | null = null
  #overdue: ReturnType<typeof setTimeout> | undefined

  constructor() {
    this.host = new HostConnection(
      {
        progress: (step) => {
          this.keeper.progress(step)
          void this.loop.dispatch({ type: 'progress', step })
        },
        pin: (question) => this.#askPin(question),
        lost: () => void this.publish(),
      },
      () => this.#language,
      readRulesNow,
    )
    this.loop = new RenewalLoop(
      readRenewal,
      (state) => this.#stored(state),
      (effect, dispatch) => this.#carryOut(effect, dispatch),
    )
    this.reminders = new Reminders({
      host: this.host,
      isIdle: () => !isAtWork(this.loop.state),
      texts: () => textsIn(this.#language),
      looked: () => void exportOwed().then(() => this.#export()),
      changed: () => this.publish(),
    })
    this.keeper = new Keeper({
      host: this.host,
      isTaken: () => isAtWork(this.loop.state),
      heard: (found) => this.reminders.heard(found),
      changed: () => this.publish(),
      rest: () => this.#rest(),
    })
    this.ready = this.#wake()
  }

  get readiness(): Readiness {
    return this.#readiness
  }

  /** After a stop of the worker: what it was doing at the host has ended with its port, and the journal has it. */
  async #wake(): Promise<void> {
    this.#language = await readLanguage()
    this.#settings = await currentSettings()
    this.keeper.wake(await readHoldings())
    await this.loop.ready
    await failLostCalls(this.loop.state)
    await this.loop.dispatch({ type: 'host-lost', error: { code: 'host-lost', data: {} } })
    void this.reminders.wake()
  }

  async publish(): Promise<void> {
    const snapshot: Snapshot = {
      language: this.#language,
      renewal: this.loop.state,
      readiness: this.#readiness,
      site: this.#site,
      settings: this.#settings,
      due: this.reminders.due,
      holdings: this.keeper.holdings,
      now: Date.now(),
    }
    await browser.storage.session.set({ snapshot })
  }

  /** Looks at the page in front of the user and at what is set and allowed, and tells popup and windows. */
  async lookAgain(): Promise<void> {
    this.#site = await currentSite()
    this.#settings = await currentSettings()
    await this.publish()
    void this.reminders.lookAgain()
  }

  /** Which sites are allowed has changed: a renewal at one that was taken back is parked. */
  async sitesChanged(): Promise<void> {
    await this.ready
    const { state } = this.loop
    const origin = state.at === 'none' ? null : (state.notice?.place.origin ?? null)
    if (origin && !(await bankOf(origin))) await this.loop.dispatch({ type: 'site-lost', origin })
    await this.lookAgain()
  }

  /** The administrator's rules have changed: a key that is no longer allowed goes no further. */
  async rulesChanged(): Promise<void> {
    await this.ready
    await this.loop.dispatch({ type: 'rules-changed', rules: await readRulesNow() })
    // The host learns of them at the beginning of a conversation. One with a log-in of a renewal is brought to its end.
    this.host.closeBeforeNext(() => !isAtWork(this.loop.state) || this.loop.state.at === 'asking')
    if (this.loop.state.at === 'asking') await this.check()
    await this.keeper.rulesChanged()
    await this.reminders.ask()
  }

  async rang(alarm: string): Promise<void> {
    await this.ready
    await this.reminders.rang(alarm)
    await this.#export()
  }

  async speak(language: Language): Promise<void> {
    this.#language = language
    await writeLanguage(language)
    await this.publish()
    void this.#showMark()
    await this.reminders.lookAgain()
  }

  /** Asks the host again what is there. @param rescue first has it look for keys whose records are lost */
  async check({ rescue = false } = {}): Promise<void> {
    this.#readiness = { state: 'checking' }
    await this.publish()
    const { state } = this.loop
    const wanted = state.at === 'none' ? null : state.notice
    const wish = state.at === 'asking' ? state.store : (wanted?.store ?? null)
    const heard = (found: Inventory) => void this.reminders.heard(found)
    const rules = await readRulesNow()
    this.#readiness = await checkReadiness({ host: this.host, rules, wanted, wish, heard, rescue })
    await this.publish()
    this.#rest()
  }

  /** What stands beside the page's next button now; null where there is nothing to say. */
  async markFor(notice: Notice): Promise<Mark | null> {
    return markFor(notice, this.loop.state, this.reminders, textsIn(this.#language))
  }

  get pinQuestion(): PinQuestion | null {
    return this.#pin?.question ?? null
  }

  /** From the extension's own PIN window; null: the user does not want to. The PIN goes to the host and nowhere else. */
  async enterPin(pin: string | null): Promise<void> {
    const waiting = this.#pin
    this.#pin = null
    waiting?.answer(pin)
    await pinWindow.close()
  }

  async windowClosed(id: number): Promise<void> {
    if (await pinWindow.wasClosed(id)) return this.enterPin(null)
    if (!(await consentWindow.wasClosed(id))) return
    const { at } = this.loop.state
    if (at === 'asking') await this.loop.dispatch({ type: 'consent-declined' })
    if (at === 'failed') await this.loop.dispatch({ type: 'dismiss' })
  }

  #askPin(question: PinQuestion): Promise<string | null> {
    return new Promise((answer) => {
      this.#pin = { question, answer }
      void pinWindow.show()
    })
  }

  async #stored(state: Renewal): Promise<void> {
    await writeRenewal(state)
    if (state.at !== 'requested') clearTimeout(this.#overdue)
    await this.publish()
    void this.#remind(state)
    // Not awaited: a page whose script waits for this very worker cannot take a message.
    void this.#showMark()
    this.#rest()
    this.update.look()
  }

  /** Something else that is in hand comes first: then it is done within the hour. */
  async #export(): Promise<void> {
    if (isAtWork(this.loop.state) || this.keeper.isAtWork || !(await exportStatus(this.host))) return
    this.#settings = await currentSettings()
    await this.publish()
    this.#rest()
  }

  /** Lets the host go when nothing is in hand: it logs out and exits. */
  #rest(): void {
    if (!isAtWork(this.loop.state)) this.host.closeWhenIdle(() => !isAtWork(this.loop.state))
  }

  async #showMark(): Promise<void> {
    const { state } = this.loop
    const notice = state.at === 'none' ? null : state.notice
    if (!notice) return
    const { tabId, documentId } = notice.place
    // The page may have gone, or may be on its way to the next screen: then that one will ask for its mark.
    await browser.tabs.sendMessage(tabId, await this.markFor(notice), { documentId }).catch(() => {})
  }

  /** Not awaited: what is due can wait, a page cannot. */
  async #remind(state: Renewal): Promise<void> {
    if (state.at === 'done') return this.reminders.renewed(state.enrolment, state.certificate)
    if (state.at !== 'none' && state.notice) await this.reminders.seen(state.notice)
  }

  async #carryOut(effect: Effect, dispatch: (event: RenewalEvent) => Promise<void>): Promise<void> {
    switch (effect.do) {
      case 'open-consent':
        await consentWindow.show()
        if (this.loop.state.at === 'asking') await this.check()
        return
      case 'close-consent':
        return consentWindow.close()
      case 'prepare':
        return prepare(this.host, effect, dispatch, this.#language)
      case 'install':
        return install(this.host, effect, dispatch)
      case 'forget-key':
        return forgetKey(this.host, effect)
      case 'release':
        return release(effect.waiting, effect.outcome)
      case 'expect-answer':
        clearTimeout(this.#overdue)
        this.#overdue = setTimeout(
          () => void dispatch({ type: 'answer-overdue', enrolment: effect.enrolment }),
          effect.seconds * 1000,
        )
        return
      case 'end-session':
        // Something else may be in hand on the page of certificates: then the host goes once that is done.
        return this.keeper.isAtWork ? undefined : this.host.close()
      case 'look-from-browser':
        await this.keeper.look(effect.store)
        if (this.loop.state.at === 'done') await this.keeper.renewed(this.loop.state.certificate)
        return
      default:
        throw new KoshinError('internal', { detail: effect satisfies never })
    }
  }
}

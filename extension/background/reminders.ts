import browser from 'webextension-polyfill'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { CertificateEntry, Enrolment } from '../../src/protocol/schema.ts'
import { dueCertificates } from '../../src/reminder/due.ts'
import { type Found, type Held, heldAfter, heldWith } from '../../src/reminder/held.ts'
import { endingsNoticed, noticesSettled, noticesWith } from '../../src/reminder/notices.ts'
import { type Memory, type Remembered, silentUntil, snooze, tell, withoutSnoozes } from '../../src/reminder/told.ts'
import type { Notice } from '../../src/renewal/state.ts'
import type { Texts } from '../ui/texts.ts'
import { showBadge } from './badge.ts'
import { readKnowledge, takeInventory } from './certificates-in-stores.ts'
import { popupWindow } from './extension-window.ts'
import type { HostConnection } from './host-connection.ts'
import { readRulesNow } from './managed.ts'
import { clearOf, clearOld, notify } from './notifications.ts'
import {
  readAskedAt,
  readHeld,
  readMemory,
  readNotices,
  writeAskedAt,
  writeHeld,
  writeMemory,
  writeNotices,
} from './stored.ts'

const ALARM = 'reminders'
const HOUR_MS = 3600 * 1000

/** A token's owner should not see it blink for nothing. */
const ASK_EVERY_MS = 24 * HOUR_MS

export interface RemindersWorld {
  readonly host: HostConnection
  /** No renewal is at work: the host may be asked. */
  readonly isIdle: () => boolean
  readonly texts: () => Texts
  /** It is known anew what is in the stores. */
  readonly looked: () => void
  /** `due` has changed, or the host was asked. */
  readonly changed: () => Promise<void>
}

/** Carries out what src/reminder decides: badge, notifications, and what is remembered. One thing after the other. */
export class Reminders {
  #due: readonly Remembered[] = []
  #last: Promise<unknown> = Promise.resolve()
  #asking: Promise<void> = Promise.resolve()

  constructor(readonly world: RemindersWorld) {}

  /** The certificates of banks that have no proven successor, the most urgent first. */
  get due(): readonly Remembered[] {
    return this.#due
  }

  /** Once an hour, on the hour: midnight in Japan and 9:00, when some last days end, are among them. */
  async wake(): Promise<void> {
    if (!(await browser.alarms.get(ALARM))) {
      const when = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS
      browser.alarms.create(ALARM, { when, periodInMinutes: 60 })
    }
    // Told only after the host has been asked, or an hour later: what this worker knows may be from yesterday.
    await this.#turn(() => this.#look())
  }

  async rang(alarm: string): Promise<void> {
    if (alarm !== ALARM) return
    const since = Date.now() - (await readAskedAt())
    // A clock that has gone back says nothing about how long it is.
    if (since >= ASK_EVERY_MS || since < 0) return this.ask()
    await this.#turn(() => this.#tell())
  }

  /** Asks the host what is in the stores, and tells what is due. */
  ask(): Promise<void> {
    this.#asking = this.#ask()
    return this.#asking
  }

  async #ask(): Promise<void> {
    if (this.world.isIdle()) {
      await writeAskedAt(Date.now())
      try {
        return await this.heard(await takeInventory(this.world.host))
      } catch (error) {
        // Missing, or its token is in use: what was known last still holds.
        if (!(error instanceof KoshinError)) throw error
      } finally {
        this.world.host.closeWhenIdle(this.world.isIdle)
      }
    }
    await this.#turn(() => this.#tell())
  }

  /** What the stores hold, as the host said last; where it was never asked, or is being asked, that is waited for. */
  async held(): Promise<Held> {
    await this.#asking
    if ((await readAskedAt()) === 0) await this.ask()
    return readHeld()
  }

  /** The host has said what is there. */
  async heard(found: Found): Promise<void> {
    await this.#turn(async () => {
      await writeHeld(heldAfter(await readHeld(), found))
      await this.#tell()
    })
    this.world.looked()
  }

  /** A bank's page has said whose certificate ends when. */
  async seen(notice: Notice): Promise<void> {
    await this.#turn(async () => {
      const before = await readNotices()
      const isOver = notice.kind === 'finished' && notice.maker !== 'koshin'
      const id = `${notice.corporateId ?? ''}${notice.userId ?? ''}`
      const after = isOver ? noticesSettled(before, notice.place.origin, id) : noticesWith(before, notice)
      if (after === before) return
      await writeNotices(after)
      await this.#tell()
    })
  }

  /** Proven: nothing is told of the old one any more. */
  async renewed(enrolment: Enrolment, certificate: CertificateEntry): Promise<void> {
    await this.#turn(async () => {
      await writeHeld(heldWith(await readHeld(), enrolment, certificate))
      const { origin, subject } = enrolment
      if (origin !== null) await writeNotices(noticesSettled(await readNotices(), origin, subject))
      await this.#tell()
    })
    this.world.looked()
  }

  async snooze(certificate: string): Promise<void> {
    await this.#turn(async () => {
      if (!(await readRulesNow()).reminders.maySnooze) return
      await writeMemory(snooze(await readMemory(), certificate, Date.now()))
      await clearOf(certificate)
      await this.#look()
    })
  }

  /** The language has changed, or a bank has. */
  async lookAgain(): Promise<void> {
    await this.#turn(() => this.#look())
  }

  /** The popup says more than fits on a notification, and only the user can open the real one. */
  async clicked(notification: string): Promise<void> {
    await browser.notifications.clear(notification)
    await popupWindow.show()
  }

  #turn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => {})
    return done
  }

  /** Where the administrator wants nobody to put it off, what was put off before counts no more. */
  async #remembered(): Promise<{ readonly memory: Memory; readonly maySnooze: boolean }> {
    const { maySnooze } = (await readRulesNow()).reminders
    const memory = await readMemory()
    return { memory: maySnooze ? memory : withoutSnoozes(memory), maySnooze }
  }

  /** The memory is kept first: a notification that is lost is better than one that comes at every start. */
  async #tell(): Promise<void> {
    const now = Date.now()
    const { memory: before } = await this.#remembered()
    const { news, memory } = tell(dueCertificates(await readKnowledge(), now), before, now)
    if (news.length > 0) await writeMemory(memory)
    const texts = this.world.texts()
    for (const one of news) await notify(one, texts)
    await this.#look()
  }

  async #look(): Promise<void> {
    const now = Date.now()
    const [knowledge, { memory, maySnooze }] = [await readKnowledge(), await this.#remembered()]
    const due = dueCertificates(knowledge, now)
    this.#due = due.map((one) => ({ ...one, silentUntil: silentUntil(memory, one.certificate, now), maySnooze }))
    await showBadge([...due, ...endingsNoticed(knowledge, now)], this.world.texts())
    await clearOld(due)
    await this.world.changed()
  }
}

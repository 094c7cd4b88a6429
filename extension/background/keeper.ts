import { commonName } from '../../src/certificate/certificate.ts'
import { storeRefusal } from '../../src/policy/refusal.ts'
import { type ErrorReport, KoshinError, toReport } from '../../src/protocol/errors.ts'
import type { Intent, WholeCertificate } from '../../src/protocol/extension.ts'
import type { ProgressStep } from '../../src/protocol/host.ts'
import type { CertificateEntry, Store } from '../../src/protocol/schema.ts'
import {
  type Deed,
  type Holding,
  type Holdings,
  isMarkedFirst,
  mayRemove,
  NOTHING_LISTED,
  type Outcome,
  targetsOfMove,
} from '../../src/renewal/holdings.ts'
import { holdingsOf } from '../../src/renewal/holdings-of.ts'
import type { Revocation } from '../../src/revocation/revocation.ts'
import { connectBrowser, lookFromBrowser } from './browser-sight.ts'
import { type Inventory, readKnowledge, takeInventory } from './certificates-in-stores.ts'
import type { HostConnection } from './host-connection.ts'
import { readBanks } from './known-banks.ts'
import { readRulesNow } from './managed.ts'
import { checkRevocation } from './revocation.ts'
import { bankPagesOf, unfinished } from './under-way.ts'
import { wholeCertificate } from './whole-certificate.ts'

type Wish<T extends Intent['type']> = Extract<Intent, { type: T }>

export interface KeeperWorld {
  readonly host: HostConnection
  /** A renewal is at work: nothing else is begun meanwhile. */
  readonly isTaken: () => boolean
  /** The host has said what is there. */
  readonly heard: (found: Inventory) => Promise<void>
  /** `holdings` has changed. */
  readonly changed: () => Promise<void>
  /** Nothing is in hand any more: the host may go. */
  readonly rest: () => void
}

/** What the page of certificates shows and does; the page may come and go meanwhile. One thing at a time. */
export class Keeper {
  #holdings: Holdings = NOTHING_LISTED
  /** SHA-256 of certificates that have signed since this worker was started. */
  readonly #proven = new Set<string>()
  /** The look into all stores that is going on. */
  #listing: Promise<void> | null = null

  constructor(readonly world: KeeperWorld) {}

  get holdings(): Holdings {
    return this.#holdings
  }

  get isAtWork(): boolean {
    return this.#holdings.work !== null
  }

  /** After a stop of the worker: what it was doing at the host has ended with its port. */
  wake({ work, outcome, marked, sights, revocations }: Holdings): void {
    const error: ErrorReport = { code: 'host-lost', data: {} }
    this.#holdings = {
      ...NOTHING_LISTED,
      sights,
      marked,
      revocations: answered(revocations),
      outcome: work ? { came: 'failed', deed: work.deed, about: work.about, error } : outcome,
    }
  }

  progress(step: ProgressStep): void {
    const { work } = this.#holdings
    if (work) void this.#set({ work: { ...work, progress: step } })
  }

  /** Asks the host what is in all stores, and whether this browser finds it. What is being done now ends with that anyway. */
  async list(): Promise<void> {
    if (this.isAtWork) return
    this.#listing ??= this.#list().finally(() => {
      this.#listing = null
    })
    await this.#listing
  }

  async #list(): Promise<void> {
    await this.#set({ state: 'looking', error: null })
    try {
      const found = await takeInventory(this.world.host)
      await this.#heard(found)
      for (const { uri, kind } of found.stores) if (kind === 'token') await this.look(uri)
    } catch (error) {
      await this.#set({ state: 'known', error: toReport(error) })
    } finally {
      this.world.rest()
    }
  }

  /** Does something that changes what the stores hold, and looks again afterwards, where the page has been opened. */
  async around(change: () => Promise<void>): Promise<void> {
    if (this.#holdings.state === 'never' || this.isAtWork) return change()
    await this.#listing
    await this.#set({ state: 'looking' })
    try {
      await change()
    } finally {
      await this.list()
    }
  }

  /** A renewal has come to its end, and its new certificate has signed. */
  async renewed(certificate: CertificateEntry): Promise<void> {
    if (this.#holdings.state === 'never') return
    this.#proven.add(certificate.sha256)
    await this.#set({ outcome: { came: 'proven', certificate } })
    await this.list()
  }

  /** Does this browser find what lies in the store? That it cannot be found out is no error. */
  async look(store: string): Promise<void> {
    const sight = await lookFromBrowser(this.world.host, store).catch((error: unknown) => {
      if (error instanceof KoshinError) return null
      throw error
    })
    await this.#set({ sights: { ...this.#holdings.sights, [store]: sight } })
    this.world.rest()
  }

  importFile({ store, fileName, file }: Wish<'import-file'>): Promise<void> {
    return this.#do('import', fileName, async () => {
      await this.#requireAllowed(store)
      const { imported } = await this.world.host.call('certificate.import', { store, fileName, file })
      for (const { certificate } of imported) this.#proven.add(certificate.sha256)
      return { came: 'imported', fileName, imported }
    })
  }

  async move({ certificate: uri, store }: Wish<'move-certificate'>): Promise<void> {
    const held = this.#held(uri)
    const isTarget = held && targetsOfMove(this.#holdings, held.certificate).some((one) => one.uri === store)
    if (!held || !isTarget) return this.list()
    await this.#do('move', nameOf(held), async () => {
      await this.#requireAllowed(store)
      const { certificate } = await this.world.host.call('certificate.move', { certificate: uri, store })
      this.#proven.add(certificate.sha256)
      return { came: 'moved', certificate }
    })
  }

  async prove({ certificate: uri }: Wish<'prove-certificate'>): Promise<void> {
    const held = this.#held(uri)
    if (!held) return this.list()
    await this.#do('prove', nameOf(held), async () => {
      const { certificate } = await this.world.host.call('certificate.prove', { certificate: uri, origin: null })
      this.#proven.add(certificate.sha256)
      return { came: 'proven', certificate }
    })
  }

  async mark({ certificate: uri }: Wish<'mark-certificate'>): Promise<void> {
    const held = this.#held(uri)
    if (!held || !mayRemove(held) || this.#holdings.marked.includes(uri)) return
    await this.#set({ marked: [...this.#holdings.marked, uri] })
  }

  async unmark({ certificate: uri }: Wish<'unmark-certificate'>): Promise<void> {
    await this.#set({ marked: this.#holdings.marked.filter((one) => one !== uri) })
  }

  async remove({ certificate: uri, sha256 }: Wish<'remove-certificate'>): Promise<void> {
    const held = this.#held(uri)
    if (!held || held.certificate.sha256 !== sha256 || !this.#isAgreed(held)) return this.list()
    await this.#do('remove', nameOf(held), async () => {
      const { certificate } = await this.world.host.call('certificate.remove', { certificate: uri, sha256 })
      await this.#set({
        marked: this.#holdings.marked.filter((one) => one !== uri),
        // Nobody reads that it is gone beside a button that removes it.
        certificates: this.#holdings.certificates.filter((one) => one.certificate.uri !== uri),
      })
      return { came: 'removed', certificate }
    })
  }

  async connect({ store: uri }: Wish<'connect-browser'>): Promise<void> {
    const store = this.#holdings.stores.find((one) => one.uri === uri)
    if (!store) return this.list()
    await this.#do('connect', labelOf(store), async () => {
      const sight = await connectBrowser(this.world.host, uri)
      await this.#set({ sights: { ...this.#holdings.sights, [uri]: sight } })
      return { came: 'connected', about: labelOf(store), sight }
    })
  }

  /** Nothing is done with the certificate, so that other things may go on meanwhile. */
  async checkRevocation({ certificate: uri }: Wish<'check-revocation'>): Promise<void> {
    const held = this.#held(uri)
    if (!held) return this.list()
    const { sha256 } = held.certificate
    if (this.#holdings.revocations[sha256]?.state === 'checking') return
    await this.#heardOf(sha256, { state: 'checking' })
    await this.#heardOf(sha256, await checkRevocation(this.world.host, uri, held.bank?.id ?? null))
    this.world.rest()
  }

  #heardOf(sha256: string, revocation: Revocation): Promise<void> {
    return this.#set({ revocations: { ...this.#holdings.revocations, [sha256]: revocation } })
  }

  read(): Promise<void> {
    return this.#set({ outcome: null })
  }

  async readWhole({ certificate }: Wish<'read-certificate'>): Promise<WholeCertificate> {
    try {
      return await wholeCertificate(this.world.host, this.#holdings, certificate)
    } finally {
      this.world.rest()
    }
  }

  /** The administrator has laid down something else. */
  async rulesChanged(): Promise<void> {
    await this.#set({ allowedStores: (await readRulesNow()).stores })
    if (this.#holdings.state === 'never') return
    // What is being found now may be behind a driver that is no longer allowed.
    await this.#listing
    await this.list()
  }

  /** @throws KoshinError only-token-allowed, only-computer-allowed */
  async #requireAllowed(uri: string): Promise<void> {
    const kind = this.#holdings.stores.find((one) => one.uri === uri)?.kind
    const refusal = kind === undefined ? null : storeRefusal(await readRulesNow(), kind)
    if (refusal) throw new KoshinError(refusal.code, refusal.data)
  }

  #held(uri: string): Holding | undefined {
    return this.#holdings.certificates.find(({ certificate }) => certificate.uri === uri)
  }

  /** On a token it takes two presses: the first one has marked it. */
  #isAgreed(held: Holding): boolean {
    const { certificate } = held
    const isMarked = this.#holdings.marked.includes(certificate.uri)
    return mayRemove(held) && (isMarked || !isMarkedFirst(this.#holdings, certificate))
  }

  async #do(deed: Deed, about: string, carryOut: () => Promise<Outcome>): Promise<void> {
    if (this.isAtWork) return
    const failed = (error: ErrorReport): Outcome => ({ came: 'failed', deed, about, error })
    if (this.world.isTaken()) return this.#set({ outcome: failed({ code: 'busy', data: {} }) })
    await this.#set({ work: { deed, about, progress: null }, outcome: null })
    // What it found before would be shown after.
    await this.#listing
    const outcome = await carryOut().catch((error: unknown) => failed(toReport(error)))
    await this.#set({ work: null, outcome })
    // Some of it may have been done before an error.
    await this.list()
  }

  async #heard(found: Inventory): Promise<void> {
    await this.world.heard(found)
    const { computer, stores, enrolments, strayKeys, unreadable } = found
    const certificates = found.certificates.map((one) => this.#asProven(one))
    const uris = new Set(certificates.map(({ uri }) => uri))
    const [now, banks, knowledge] = [Date.now(), await readBanks(), await readKnowledge()]
    await this.#set({
      state: 'known',
      computer,
      stores,
      allowedStores: (await readRulesNow()).stores,
      certificates: holdingsOf({ stores, certificates }, knowledge, this.#proven, now),
      bankPages: bankPagesOf(certificates, knowledge, banks),
      pending: await unfinished(enrolments, banks, now),
      strayKeys,
      unreadable,
      marked: this.#holdings.marked.filter((uri) => uris.has(uri)),
    })
  }

  /** A key that nobody sees without a PIN, and that has signed: it is there. */
  #asProven(certificate: CertificateEntry): CertificateEntry {
    return this.#proven.has(certificate.sha256) && certificate.key === 'unknown'
      ? { ...certificate, key: 'present' }
      : certificate
  }

  async #set(more: Partial<Holdings>): Promise<void> {
    this.#holdings = { ...this.#holdings, ...more }
    await this.world.changed()
  }
}

/** Nobody waits any more for what had not come when the worker was stopped. */
const answered = (revocations: Holdings['revocations']): Holdings['revocations'] =>
  Object.fromEntries(Object.entries(revocations).filter(([, { state }]) => state !== 'checking'))

const nameOf = ({ certificate }: Holding): string => commonName(certificate.subject)
const labelOf = ({ label }: Store): string => label.trim()

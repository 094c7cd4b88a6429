import browser, { type Runtime } from 'webextension-polyfill'
import type { Rules } from '../../src/policy/rules.ts'
import { isOlder } from '../../src/policy/version.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import {
  HOST_NAME,
  type HostMethod,
  type HostParams,
  type HostResult,
  type PinQuestion,
  PROTOCOL_VERSION,
  type ProgressStep,
} from '../../src/protocol/host.ts'
import {
  decodeHostMessage,
  decodeResult,
  encodePinAnswer,
  encodeRequest,
  type HostMessage,
} from '../../src/protocol/json-rpc.ts'
import type { Language } from '../../src/protocol/schema.ts'

/** Milliseconds that an answer may take. A person types a PIN meanwhile, or looks for the token. */
const TIME_LIMITS: Record<HostMethod, number> = {
  'host.hello': 5_000,
  'host.restrict': 5_000,
  'store.list': 60_000,
  'certificate.list': 60_000,
  'certificate.read': 60_000,
  'certificate.prove': 600_000,
  'certificate.import': 600_000,
  'certificate.move': 600_000,
  'certificate.remove': 600_000,
  'browser.look': 60_000,
  'browser.connect': 60_000,
  'enrolment.prepare': 600_000,
  'enrolment.install': 600_000,
  'enrolment.list': 10_000,
  'enrolment.rescue': 60_000,
  'enrolment.discard': 600_000,
  'status.export': 60_000,
}

export interface HostListener {
  readonly progress: (step: ProgressStep) => void
  readonly pin: (question: PinQuestion) => Promise<string | null>
  /** The port has gone although nobody on this side closed it. */
  readonly lost: () => void
}

/** What the administrator lays down for the host (see Rules). */
export type HostRules = Pick<Rules, 'modules' | 'minimumHostVersion'>

interface Waiting {
  readonly method: HostMethod
  readonly resolve: (result: unknown) => void
  readonly reject: (error: KoshinError) => void
  readonly timer: ReturnType<typeof setTimeout>
}

/** One port to the native host: opened at the first call, greeted once, one call after the other. */
export class HostConnection {
  #port: Runtime.Port | null = null
  #greeted: Promise<void> | null = null
  #last: Promise<unknown> = Promise.resolve()
  #next = 1
  readonly #waiting = new Map<number, Waiting>()

  constructor(
    readonly listener: HostListener,
    readonly language: () => Language,
    readonly rules: () => Promise<HostRules>,
  ) {}

  /** @throws KoshinError of the host, or host-missing, host-forbidden, host-lost, host-timeout, …-outdated */
  call<M extends HostMethod>(method: M, params: HostParams<M>): Promise<HostResult<M>> {
    // The host has one operation in hand at a time: what is asked meanwhile waits here, in order.
    const result = this.#last.then(async () => {
      await this.#greet()
      return this.#send(method, params)
    })
    this.#last = result.catch(() => {})
    return result
  }

  /** Ends the session: the host logs out and exits. */
  close(): void {
    const port = this.#port
    this.#forget(new KoshinError('host-lost'))
    port?.disconnect()
  }

  /** Ends the session once all that was asked is answered, if that is still wanted then. */
  closeWhenIdle(wanted: () => boolean): void {
    const last = this.#last
    void last.then(() => {
      if (this.#last === last && this.#port && wanted()) this.close()
    })
  }

  /** Ends the session once what has been asked is answered, if that is wanted then: what is asked from now on begins a new one. */
  closeBeforeNext(wanted: () => boolean): void {
    this.#last = this.#last.then(() => {
      if (this.#port && wanted()) this.close()
    })
  }

  #greet(): Promise<void> {
    this.#greeted ??= this.#begin().catch((error: unknown) => {
      this.close()
      throw error
    })
    return this.#greeted
  }

  /** The rules come before anything else is asked: a driver that is not allowed is not even loaded. */
  async #begin(): Promise<void> {
    const hello = { protocol: PROTOCOL_VERSION, extension: __VERSION__, language: this.language() }
    const { host } = await this.#send('host.hello', hello)
    const { modules, minimumHostVersion } = await this.rules()
    if (minimumHostVersion !== null && isOlder(host, minimumHostVersion))
      throw new KoshinError('host-outdated', { ours: minimumHostVersion, theirs: host })
    if (modules !== null) await this.#send('host.restrict', { modules: [...modules] })
  }

  #send<M extends HostMethod>(method: M, params: HostParams<M>): Promise<HostResult<M>> {
    const port = this.#open()
    const id = this.#next++
    return new Promise<unknown>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id)
        reject(new KoshinError('host-timeout', { step: method }))
        this.close()
      }, TIME_LIMITS[method])
      this.#waiting.set(id, { method, resolve, reject, timer })
      port.postMessage(encodeRequest(id, method, params))
    }).then((result) => decodeResult(method, result))
  }

  #open(): Runtime.Port {
    if (this.#port) return this.#port
    const port = browser.runtime.connectNative(HOST_NAME)
    port.onMessage.addListener((message: unknown) => this.#heard(port, message))
    port.onDisconnect.addListener(() => {
      if (this.#port !== port) return
      const greeted = this.#next > 2
      this.#forget(lossOf(port.error?.message ?? browser.runtime.lastError?.message ?? '', greeted))
      this.listener.lost()
    })
    this.#port = port
    return port
  }

  #heard(port: Runtime.Port, raw: unknown): void {
    let message: ReturnType<typeof decodeHostMessage>
    try {
      message = decodeHostMessage(raw)
    } catch {
      // A host that speaks another language cannot be asked which: its next answer could be meant otherwise too.
      this.#forget(new KoshinError('message-invalid', { step: 'host message' }))
      port.disconnect()
      return
    }
    if (message.kind === 'progress') {
      this.listener.progress(message.step)
    } else if (message.kind === 'pin') {
      const { id, question } = message
      void this.listener.pin(question).then((pin) => port.postMessage(encodePinAnswer(id, pin)))
    } else {
      this.#answered(message)
    }
  }

  #answered(message: Extract<HostMessage, { kind: 'result' | 'error' }>): void {
    const waiting = message.id === null ? this.#waiting.values().next().value : this.#waiting.get(message.id)
    if (!waiting) return
    clearTimeout(waiting.timer)
    for (const [id, entry] of this.#waiting) if (entry === waiting) this.#waiting.delete(id)
    if (message.kind === 'result') waiting.resolve(message.result)
    else waiting.reject(new KoshinError(message.report.code, message.report.data))
  }

  #forget(error: KoshinError): void {
    this.#port = null
    this.#greeted = null
    this.#next = 1
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer)
      reject(error)
    }
    this.#waiting.clear()
  }
}

/** Why a port closed: both browsers say it in English sentences only (Chromium's host list, Firefox's "No such"). */
const lossOf = (message: string, greeted: boolean): KoshinError => {
  if (/not found|no such native application/i.test(message)) return new KoshinError('host-missing')
  if (/forbidden/i.test(message)) return new KoshinError('host-forbidden')
  return greeted ? new KoshinError('host-lost') : new KoshinError('host-missing', { detail: 'exited before hello' })
}

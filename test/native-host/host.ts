import { type ChildProcess, spawn } from 'node:child_process'
import { isErrorCode, KoshinError } from '../../src/protocol/errors.ts'
import {
  EXTENSION_ID_CHROMIUM,
  type HostMethod,
  type HostParams,
  type HostResult,
  type PinQuestion,
  PROTOCOL_VERSION,
  type ProgressStep,
} from '../../src/protocol/host.ts'
import { decodeHostMessage, decodeResult, encodePinAnswer, encodeRequest } from '../../src/protocol/json-rpc.ts'

/** The real host, started as a browser starts it, spoken to in real frames. */

const ORIGIN = `chrome-extension://${EXTENSION_ID_CHROMIUM}/`

/** The two forms of the program: its sources as they are, and what `npm run build` has made of them. */
export const SOURCES = ['--import', 'tsx', 'native-host/main.ts'] as const
export const BUNDLE = ['dist/host/koshin.cjs'] as const

export const frame = (body: string | Uint8Array): Buffer => {
  const bytes = Buffer.from(body as string)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([length, bytes])
}

export interface Answer {
  readonly id: number | null
  readonly result?: unknown
  readonly error?: KoshinError
}

type PinTyping = (question: PinQuestion) => string | null

export class Host {
  readonly child: ChildProcess
  readonly progress: ProgressStep[] = []
  readonly questions: PinQuestion[] = []
  readonly argv: readonly string[]
  /** Called at each progress notification, to pull a plug at that very moment. */
  onProgress: (step: ProgressStep) => void = () => {}
  typePin: PinTyping = () => null
  readonly exited: Promise<{ code: number | null; signal: string | null }>
  /** The id of the last request; a test that sends one by hand counts on from here. */
  count = 0
  #bytes = Buffer.alloc(0)
  readonly #answers: Answer[] = []
  #wake: () => void = () => {}
  #over = false

  /** @param program arguments to Node.js that start it */
  constructor(env: NodeJS.ProcessEnv, args: readonly string[] = [ORIGIN], program: readonly string[] = SOURCES) {
    this.argv = [...program, ...args]
    this.child = spawn(process.execPath, this.argv, { env, stdio: ['pipe', 'pipe', 'inherit'] })
    this.child.stdout?.on('data', (chunk: Buffer) => this.#read(chunk))
    this.child.stdin?.on('error', () => {})
    this.exited = new Promise((resolve) => {
      this.child.on('exit', (code, signal) => {
        this.#over = true
        this.#wake()
        resolve({ code, signal })
      })
    })
  }

  #read(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk])
    while (this.#bytes.length >= 4 && this.#bytes.length >= 4 + this.#bytes.readUInt32LE(0)) {
      const end = 4 + this.#bytes.readUInt32LE(0)
      this.#take(JSON.parse(this.#bytes.subarray(4, end).toString()))
      this.#bytes = this.#bytes.subarray(end)
    }
  }

  #take(message: unknown): void {
    const decoded = decodeHostMessage(message)
    if (decoded.kind === 'progress') {
      this.progress.push(decoded.step)
      this.onProgress(decoded.step)
    } else if (decoded.kind === 'pin') {
      this.questions.push(decoded.question)
      this.send(encodePinAnswer(decoded.id, this.typePin(decoded.question)))
    } else if (decoded.kind === 'result') this.#answers.push({ id: decoded.id, result: decoded.result })
    else this.#answers.push({ id: decoded.id, error: new KoshinError(decoded.report.code, decoded.report.data) })
    this.#wake()
  }

  send(message: unknown): void {
    this.child.stdin?.write(frame(JSON.stringify(message)))
  }

  /** The next answer. @throws where the host ends without one */
  async answer(): Promise<Answer> {
    for (;;) {
      const answer = this.#answers.shift()
      if (answer !== undefined) return answer
      if (this.#over) throw new Error('the host has ended')
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** @throws KoshinError as the host says */
  async request<M extends HostMethod>(method: M, params: HostParams<M>): Promise<HostResult<M>> {
    const id = ++this.count
    this.send(encodeRequest(id, method, params))
    const answer = await this.answer()
    if (answer.error !== undefined) throw answer.error
    if (answer.id !== id) throw new Error(`answer to ${answer.id}, not to ${id}`)
    return decodeResult(method, answer.result)
  }

  hello(language: 'ja' | 'en' = 'ja'): Promise<HostResult<'host.hello'>> {
    return this.request('host.hello', { protocol: PROTOCOL_VERSION, extension: '0.1.0', language })
  }

  /** As a browser does: closes the pipe. */
  async close(): Promise<void> {
    this.child.stdin?.end()
    await this.exited
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.exited
  }
}

/** The code of what a promise is rejected with. */
export const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise
    return 'nothing thrown'
  } catch (error) {
    if (error instanceof KoshinError && isErrorCode(error.code)) return error.code
    throw error
  }
}

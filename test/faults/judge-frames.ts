import { FrameReader } from '../../native-host/stdio/frame.ts'
import { RequestIds } from '../../native-host/stdio/request-ids.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import { decodePinAnswer, decodeRequest, idOf } from '../../src/protocol/json-rpc.ts'
import type { Host } from '../native-host/host.ts'
import { Dice } from './dice.ts'
import { ENDS_THE_READING, KINDS, type Kind, malformed } from './malformed-frames.ts'

/** Malformed frames through the decoder, and through the real host, and what came of each. */

/** What came of frames: the code of a typed error, or what should not be. */
export class Verdicts {
  readonly codes = new Map<string, number>()
  /** What was taken for a request, crashed, or had no typed error as its answer. */
  readonly wrong: string[] = []
  count = 0

  add(kind: Kind, verdict: string, bytes: Buffer, isRight: boolean): void {
    this.count++
    this.codes.set(verdict, (this.codes.get(verdict) ?? 0) + 1)
    if (!isRight && this.wrong.length < 20) this.wrong.push(`${kind}: ${verdict}: ${bytes.subarray(4, 300).toString()}`)
  }
}

/** As the host does after its hello: a frame, its id, its method, its parameters. @returns the code of the error, or `waits` */
const verdictOf = (bytes: Buffer): string => {
  const reader = new FrameReader()
  const ids = new RequestIds()
  ids.use(1)
  reader.push(bytes)
  const incoming = reader.next()
  if (incoming === null) return 'waits'
  if (incoming.kind === 'error') return incoming.error.code
  try {
    const id = idOf(incoming.value)
    if (decodePinAnswer(incoming.value) !== null) return 'taken'
    if (id !== null) ids.use(id)
    decodeRequest(incoming.value, incoming.bytes)
    return 'taken'
  } catch (error) {
    return error instanceof KoshinError ? error.code : `crashed: ${error}`
  }
}

export const TYPED: ReadonlySet<string> = new Set(['message-invalid', 'message-too-large', 'method-unknown'])

export const judgeInProcess = (seed: number, count: number): Verdicts => {
  const dice = new Dice(seed)
  const verdicts = new Verdicts()
  for (let at = 0; at < count; at++) {
    const kind = KINDS[at % KINDS.length] as Kind
    const bytes = malformed(kind, dice, at + 2)
    const verdict = verdictOf(bytes)
    verdicts.add(kind, verdict, bytes, TYPED.has(verdict) || (kind === 'cut off' && verdict === 'waits'))
  }
  return verdicts
}

const WHOLE = KINDS.filter((kind) => !ENDS_THE_READING.has(kind))
/** Frames that are sent before their answers are waited for. */
const BATCH = 100

/** Through one host that lives. @param look called after each batch, with how many frames there were */
export const judgeByHost = async (
  host: Host,
  seed: number,
  count: number,
  look: (done: number) => void,
): Promise<Verdicts> => {
  const dice = new Dice(seed)
  const verdicts = new Verdicts()
  for (let done = 0; done < count; done += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, at) => {
      const kind = WHOLE[at % WHOLE.length] as Kind
      return { kind, bytes: malformed(kind, dice, ++host.count) }
    })
    host.child.stdin?.write(Buffer.concat(batch.map(({ bytes }) => bytes)))
    for (const { kind, bytes } of batch) {
      const { error } = await host.answer()
      verdicts.add(kind, error?.code ?? 'carried out', bytes, error !== undefined && TYPED.has(error.code))
    }
    look(done + BATCH)
  }
  return verdicts
}

/** Frames after which nothing can be read: a host for each. It must end by itself, well. */
export const judgeFatal = async (start: () => Promise<Host>, seed: number, count: number): Promise<Verdicts> => {
  const dice = new Dice(seed)
  const verdicts = new Verdicts()
  for (let at = 0; at < count; at++) {
    const kind = [...ENDS_THE_READING][at % ENDS_THE_READING.size] as Kind
    const host = await start()
    const bytes = malformed(kind, dice, ++host.count)
    host.child.stdin?.end(bytes)
    const answer = await host.answer().catch(() => null)
    const { code, signal } = await host.exited
    const verdict = answer?.error?.code ?? 'ended'
    const isRight = kind === 'cut off' ? answer === null : verdict === 'message-too-large'
    verdicts.add(kind, verdict, bytes, isRight && code === 0 && signal === null)
  }
  return verdicts
}

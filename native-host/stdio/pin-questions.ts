import type { PinQuestion } from '../../src/protocol/host.ts'
import { decodePinAnswer, encodePinQuestion } from '../../src/protocol/json-rpc.ts'
import type { PinWindow } from '../pin/extension-window.ts'

/** The extension's PIN window: the only question that the host asks. */
export class PinQuestions implements PinWindow {
  readonly #send: (message: unknown) => void
  #count = 0
  #pending: { id: number; resolve: (pin: string | null) => void } | null = null

  constructor(send: (message: unknown) => void) {
    this.#send = send
  }

  ask(question: PinQuestion): Promise<string | null> {
    const id = ++this.#count
    return new Promise((resolve) => {
      this.#pending = { id, resolve }
      this.#send(encodePinQuestion(id, question))
    })
  }

  /** @returns whether the message was an answer, to whatever question */
  take(message: unknown): boolean {
    const answer = decodePinAnswer(message)
    if (answer === null) return false
    if (answer.id === this.#pending?.id) {
      this.#pending.resolve(answer.pin)
      this.#pending = null
    }
    return true
  }
}

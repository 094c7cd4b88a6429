import { KoshinError } from '../../src/protocol/errors.ts'

/** Answered without an id: the one that came belongs to another question. */
export class IdUsed extends KoshinError {
  constructor() {
    super('message-invalid', { step: 'request', detail: 'id' })
  }
}

/** The ids of one conversation. Each is answered once, so no answer can be taken for that of another question. */
export class RequestIds {
  #last = 0

  /** @throws IdUsed: it is not greater than the last one */
  use(id: number): void {
    if (id <= this.#last) throw new IdUsed()
    this.#last = id
  }
}

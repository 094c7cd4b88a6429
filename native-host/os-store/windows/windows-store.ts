import { KoshinError } from '../../../src/protocol/errors.ts'
import type { StoreProcess } from '../../pkcs11/store-process.ts'

/** PLACEHOLDER */
export class WindowsStore implements StoreProcess {
  readonly pid = 0
  readonly alive = true
  async load(): Promise<void> {}
  async call(): Promise<never> {
    throw new KoshinError('computer-store-failed')
  }
  async end(): Promise<void> {}
}

import type { Sight } from '../../src/protocol/host.ts'

/** How the browser that started the host comes to see the certificates of one store. */
export interface View {
  look(): Promise<Sight>
  /** @throws KoshinError browser-tool-missing, browser-not-connected; or what the system says of a file */
  connect(): Promise<void>
}

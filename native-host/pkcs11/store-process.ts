import type { VerbName, Verbs } from './verbs.ts'

/**
 * What carries out the verbs for the places that one thing keeps keys in: a PKCS#11 module in its process, NSS's module
 * with one database, or the system's own tools. Whoever calls it cannot tell which.
 */
export interface StoreProcess {
  /** 0 where there is no process of its own. */
  readonly pid: number
  readonly alive: boolean
  /** To be called first, once. @throws as `call` does */
  load(): Promise<void>
  /** One verb at a time. @throws KoshinError */
  call<N extends VerbName>(verb: N, args: Verbs[N]['args']): Promise<Verbs[N]['result']>
  /** Logs out and lets go; nobody is told where that fails. */
  end(): Promise<void>
}

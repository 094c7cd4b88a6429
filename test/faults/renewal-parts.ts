import type { Store } from '../../src/protocol/schema.ts'
import { Desk } from '../native-host/desk.ts'
import { BUNDLE, type Host } from '../native-host/host.ts'
import { Bank } from './bank.ts'
import { Customer, type OldCertificate } from './customer.ts'
import { DatabaseWitness } from './database-witness.ts'
import { TokenWitness } from './token-witness.ts'
import type { Witness } from './witness.ts'

/** A renewal in parts, each with an accident to come. They begin at desks that are made once and copied for every cell. */

export type Part = 'request' | 'answer' | 'answer at once' | 'discard'

export interface Begun {
  readonly desk: Desk
  readonly customer: Customer
  readonly witness: Witness
}

export class RenewalParts {
  /** Where keys are kept. */
  readonly store: Store['kind']
  readonly #old: OldCertificate
  /** With the old certificate alone; and with a request that was made. */
  readonly #fresh: Desk
  readonly #requested: Desk
  /** Has answered the request. */
  readonly #bank: Bank
  readonly #id: string

  private constructor(store: Store['kind'], old: OldCertificate, fresh: Desk, requested: Desk, bank: Bank, id: string) {
    this.store = store
    this.#old = old
    this.#fresh = fresh
    this.#requested = requested
    this.#bank = bank
    this.#id = id
  }

  static async prepare(store: Store['kind'] = 'token'): Promise<RenewalParts> {
    const fresh = store === 'token' ? Desk.ready() : Desk.atComputer()
    const listing = await fresh.host({}, BUNDLE)
    const [old] = (await listing.request('certificate.list', { store: null })).certificates
    await listing.close()
    if (old === undefined) throw new Error('no old certificate')
    const requested = Desk.copyOf(fresh)
    const customer = new Customer(requested, old)
    const host = await requested.host({}, BUNDLE)
    const { id } = await customer.asks(host)
    await host.close()
    return new RenewalParts(store, old, fresh, requested, customer.bank, id)
  }

  async clear(): Promise<void> {
    await this.#fresh.clear()
    await this.#requested.clear()
  }

  /** Before a part. */
  begin(part: Part): Begun {
    const isNew = part === 'request' || part === 'answer at once'
    return this.#at(isNew ? this.#fresh : this.#requested, part === 'answer' ? this.#bank : null)
  }

  /** Another desk like one where something has happened already, with everybody there. */
  copyOf({ desk, customer }: Begun): Begun {
    return this.#at(desk, customer.bank)
  }

  #at(place: Desk, bank: Bank | null): Begun {
    const desk = Desk.copyOf(place)
    const customer = new Customer(desk, this.#old, new Bank(desk, bank))
    const witness =
      this.store === 'token' ? new TokenWitness(desk, this.#fresh) : new DatabaseWitness(desk, this.#fresh)
    return { desk, customer, witness }
  }

  /** Does the part, and closes the host. */
  async carryOut(part: Part, { customer }: Begun, host: Host): Promise<void> {
    if (part === 'request') await customer.asks(host)
    // In the session that has made the request.
    if (part === 'answer at once') await customer.renews(host)
    if (part === 'answer') await customer.installs(host, this.#id, customer.bank.answer)
    if (part === 'discard') await customer.discards(host, this.#id)
    await host.close()
  }
}

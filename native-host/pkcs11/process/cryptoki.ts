import { PKCS11 } from 'pkcs11js'
import { ckrOf } from '../ckr.ts'
import { CKF, CKM, CKS } from '../constants.ts'
import { libraryText } from '../library-text.ts'
import { sameToken, type TokenName } from '../names.ts'
import type { Attribute } from '../templates.ts'
import { type DatabaseAccess, databaseFacts, type Mechanisms, tokenFacts } from '../token-facts.ts'
import type { FaultCode, NssDatabase, TokenFacts } from '../verbs.ts'
import { beginDatabase, makeDatabase, openDatabase } from './nss-opening.ts'

/** One loaded module, and the little of Cryptoki that the verbs need. Every call here may block, crash or never return. */

export type Handle = Buffer
const FIND_MOST = 64
/** More than any token holds: a module that goes on finding is broken. */
const OBJECTS_MOST = 10_000
const SIGNATURE_BYTES = 1024
/** PKCS#8 of an RSA key of 8192 bits has 4.7 KB. */
const WRAPPED_KEY_BYTES = 8192

/** A failure of our own side of the process, in words for the log. */
export class Fault extends Error {
  constructor(
    readonly code: FaultCode,
    text: string,
  ) {
    super(text)
  }
}

const mutable = (template: readonly Attribute[]) => template.map((attribute) => ({ ...attribute }))

export class Cryptoki {
  readonly #module = new PKCS11()
  #database: { readonly at: NssDatabase; access: DatabaseAccess } | null = null

  /** @throws Fault module-invalid: not a PKCS#11 module, or made for another kind of computer */
  load(path: string, database: NssDatabase | null): void {
    try {
      this.#module.load(path)
    } catch (error) {
      throw new Fault('module-invalid', String(error))
    }
    if (database === null) this.#module.C_Initialize()
    else this.#database = { at: database, access: openDatabase(this.#module, database) }
  }

  /** An NSS database that is to be written to is made where it is missing, as its browser would. */
  makeReady(): void {
    const database = this.#database
    if (database === null || database.access === 'read-only') return
    if (database.access === 'unmade') makeDatabase(this.#module, database.at)
    database.access = 'open'
    for (const slot of this.#slots()) beginDatabase(this.#module, slot)
  }

  /** NSS takes a label for a nickname, which belongs to one subject alone. */
  get hasNicknames(): boolean {
    return this.#database !== null
  }

  /** Who made the library, and its version. */
  description(): string | null {
    try {
      return libraryText(this.#module.C_GetInfo())
    } catch (error) {
      if (ckrOf(error) === null) throw error
      return null
    }
  }

  finalize(): void {
    this.#module.C_Finalize()
  }

  #mechanisms(slot: Handle): Mechanisms {
    const offered = new Set(this.#module.C_GetMechanismList(slot))
    const wanted = Object.values(CKM).filter((mechanism) => offered.has(mechanism))
    return new Map(wanted.map((mechanism) => [mechanism, this.#module.C_GetMechanismInfo(slot, mechanism)]))
  }

  /** NSS's first slot is for cryptography without keys of its own; the database is the last one. */
  #slots(): Handle[] {
    const slots = this.#module.C_GetSlotList(true)
    return this.#database === null ? slots : slots.slice(-1)
  }

  /** A token that goes away while it is being looked at is not there. */
  #facts(slot: Handle): TokenFacts[] {
    try {
      const info = this.#module.C_GetTokenInfo(slot)
      const mechanisms = this.#mechanisms(slot)
      const database = this.#database
      return [database ? databaseFacts(info, mechanisms, database.at, database.access) : tokenFacts(info, mechanisms)]
    } catch {
      return []
    }
  }

  tokens(): TokenFacts[] {
    return this.#slots().flatMap((slot) => this.#facts(slot))
  }

  /** @throws Fault token-removed */
  slotOf(token: TokenName): { slot: Handle; facts: TokenFacts } {
    for (const slot of this.#slots()) {
      const facts = this.#facts(slot).find((found) => found.initialised && sameToken(found, token))
      if (facts !== undefined) return { slot, facts }
    }
    throw new Fault('token-removed', 'no slot has this token')
  }

  hasMechanism(slot: Handle, mechanism: number): boolean {
    return this.#module.C_GetMechanismList(slot).includes(mechanism)
  }

  openSession(slot: Handle, write: boolean): Handle {
    return this.#module.C_OpenSession(slot, CKF.SERIAL_SESSION | (write ? CKF.RW_SESSION : 0))
  }

  closeSession(session: Handle): void {
    this.#module.C_CloseSession(session)
  }

  /**
   * @param pin pkcs11js takes text only: it lives as long as this process. Empty: on the token's own pad. (Cryptoki
   * wants NULL_PTR for that, which pkcs11js cannot say; a length of nothing is as good to the drivers that were read.)
   */
  logIn(session: Handle, userType: number, pin: string): void {
    this.#module.C_Login(session, userType, pin)
  }

  /** Whether the user is logged in, by the session's own state. A module that keeps no such state is believed. */
  isUser(session: Handle): boolean {
    try {
      const { state } = this.#module.C_GetSessionInfo(session)
      return state === CKS.RO_USER || state === CKS.RW_USER
    } catch (error) {
      if (ckrOf(error) !== 'CKR_FUNCTION_NOT_SUPPORTED') throw error
      return true
    }
  }

  logOut(session: Handle): void {
    this.#module.C_Logout(session)
  }

  find(session: Handle, template: readonly Attribute[]): Handle[] {
    this.#module.C_FindObjectsInit(session, mutable(template))
    const found = this.#foundIn(session)
    this.#module.C_FindObjectsFinal(session)
    return found
  }

  #foundIn(session: Handle): Handle[] {
    const found: Handle[] = []
    while (found.length < OBJECTS_MOST) {
      const some = this.#module.C_FindObjects(session, FIND_MOST)
      found.push(...some)
      if (some.length === 0) return found
    }
    throw new Fault('token-failed', 'a search without end')
  }

  /** One attribute, alone: asked together, one that a token does not know spoils the others. null: it does not say. */
  read(session: Handle, object: Handle, type: number): Buffer | null {
    try {
      const value = this.#module.C_GetAttributeValue(session, object, [{ type }])[0]?.value
      return value === undefined ? null : Buffer.from(value)
    } catch (error) {
      if (error instanceof Error && /CKR_ATTRIBUTE_(?:TYPE_INVALID|SENSITIVE)/.test(error.message)) return null
      throw error
    }
  }

  /**
   * Several attributes in one call, which is how a token with many objects is read quickly; one by one where it does not know one
   * of them. In the order of `types`.
   */
  readTogether(session: Handle, object: Handle, types: readonly number[]): (Buffer | null)[] {
    const template = types.map((type) => ({ type }))
    try {
      return this.#module.C_GetAttributeValue(session, object, template).map(({ value }) => Buffer.from(value))
    } catch (error) {
      if (ckrOf(error) === null) throw error
      return types.map((type) => this.read(session, object, type))
    }
  }

  create(session: Handle, template: readonly Attribute[]): Handle {
    return this.#module.C_CreateObject(session, mutable(template))
  }

  destroy(session: Handle, object: Handle): void {
    this.#module.C_DestroyObject(session, object)
  }

  generate(
    session: Handle,
    mechanism: number,
    publicKey: readonly Attribute[],
    privateKey: readonly Attribute[],
  ): { publicKey: Handle; privateKey: Handle } {
    return this.#module.C_GenerateKeyPair(session, { mechanism }, mutable(publicKey), mutable(privateKey))
  }

  /** @param parameter of the mechanism; undefined where it takes none */
  wrap(session: Handle, mechanism: number, parameter: Buffer | undefined, by: Handle, key: Handle): Buffer {
    return this.#module.C_WrapKey(session, { mechanism, parameter }, by, key, Buffer.alloc(WRAPPED_KEY_BYTES))
  }

  unwrap(
    session: Handle,
    mechanism: number,
    parameter: Buffer | undefined,
    by: Handle,
    wrapped: Buffer,
    template: readonly Attribute[],
  ): Handle {
    return this.#module.C_UnwrapKey(session, { mechanism, parameter }, by, wrapped, mutable(template))
  }

  sign(session: Handle, mechanism: number, key: Handle, data: Uint8Array): Buffer {
    this.#module.C_SignInit(session, { mechanism }, key)
    return this.#module.C_Sign(session, Buffer.from(data), Buffer.alloc(SIGNATURE_BYTES))
  }
}

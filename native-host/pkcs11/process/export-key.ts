import { isKeyOf } from '../../pkcs12/foreign-key.ts'
import { type Transport, transports } from '../../pkcs12/transport.ts'
import { withTransportKey } from '../../pkcs12/transport-key.ts'
import { ckrOf, isKeyKept } from '../ckr.ts'
import { CKA, CKO } from '../constants.ts'
import { searchTemplate } from '../templates.ts'
import type { Verbs } from '../verbs.ts'
import { type Cryptoki, Fault, type Handle } from './cryptoki.ts'

/** A key leaves one of the computer's own stores, where its owner may take it. */

type Args = Verbs['export-key']['args']

/** @throws Fault key-missing, key-stays */
const leavingKey = (cryptoki: Cryptoki, session: Handle, id: Uint8Array): Handle => {
  const [key] = cryptoki.find(session, searchTemplate(CKO.PRIVATE_KEY, id))
  if (key === undefined) throw new Fault('key-missing', 'no private key with this id')
  if (cryptoki.read(session, key, CKA.EXTRACTABLE)?.[0] === 0) throw new Fault('key-stays', 'CKA_EXTRACTABLE')
  return key
}

const wrapped = (cryptoki: Cryptoki, session: Handle, transport: Transport, by: Handle, key: Handle): Buffer | null => {
  try {
    return cryptoki.wrap(session, transport.mechanism, transport.parameter, by, key)
  } catch (error) {
    if (!isKeyKept(ckrOf(error))) throw error
    return null
  }
}

const pkcs8Of = (cryptoki: Cryptoki, session: Handle, key: Handle): Buffer =>
  withTransportKey(cryptoki, session, 'wrap', (bytes, by) => {
    for (const transport of transports()) {
      const sealed = wrapped(cryptoki, session, transport, by, key)
      if (sealed !== null) return transport.unseal(bytes, sealed)
    }
    throw new Fault('key-stays', 'no way to wrap it')
  })

export const exportKey = (cryptoki: Cryptoki, session: Handle, { id, spki }: Args): Uint8Array => {
  const pkcs8 = pkcs8Of(cryptoki, session, leavingKey(cryptoki, session, id))
  if (isKeyOf(pkcs8, spki)) return pkcs8
  pkcs8.fill(0)
  throw new Fault('key-missing', 'another key has its id')
}

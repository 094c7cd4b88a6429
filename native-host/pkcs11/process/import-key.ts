import { privateKeyParts } from '../../../src/pki/pkcs12-key.ts'
import { publicPartsOf } from '../../pkcs12/foreign-key.ts'
import { keptTemplates, privateKeyTemplates, publicKeyTemplates } from '../../pkcs12/key-objects.ts'
import { transports } from '../../pkcs12/transport.ts'
import { withTransportKey } from '../../pkcs12/transport-key.ts'
import { ckrOf, isKeyRefused } from '../ckr.ts'
import { CKA, CKO } from '../constants.ts'
import { searchTemplate } from '../templates.ts'
import type { Verbs } from '../verbs.ts'
import { type Cryptoki, Fault, type Handle } from './cryptoki.ts'

/** A key that was made elsewhere comes to stay. */

type Args = Verbs['import-key']['args']
type Way = () => Handle

/** The first way that the token takes; another kind of failure than a refusal ends it. @throws Fault key-not-accepted */
const firstTaken = (ways: readonly Way[]): Handle => {
  let refusal = ''
  for (const way of ways) {
    try {
      return way()
    } catch (error) {
      const ckr = ckrOf(error)
      if (ckr === null || !isKeyRefused(ckr)) throw error
      // Without its prefix: a fault is not to be taken for a return value.
      refusal = ckr.slice('CKR_'.length)
    }
  }
  throw new Fault('key-not-accepted', refusal)
}

/** Many cards take no private key in the clear, but one that they unwrap themselves. */
const unwrapped = (cryptoki: Cryptoki, session: Handle, args: Args): Handle =>
  withTransportKey(cryptoki, session, 'unwrap', (bytes, by) => {
    const { kind } = privateKeyParts(args.pkcs8)
    const ways = transports().flatMap(({ mechanism, parameter, seal }) =>
      keptTemplates(kind, args).map(
        (template) => () => cryptoki.unwrap(session, mechanism, parameter, by, seal(bytes, args.pkcs8), template),
      ),
    )
    return firstTaken(ways)
  })

/** One that gives keys ids of its own would hide this one from us for ever. */
const requireId = (cryptoki: Cryptoki, session: Handle, key: Handle, id: Uint8Array): void => {
  if (cryptoki.read(session, key, CKA.ID)?.equals(id)) return
  cryptoki.destroy(session, key)
  throw new Fault('token-unsupported', 'CKA_ID was not kept')
}

const putPrivateKey = (cryptoki: Cryptoki, session: Handle, args: Args): void => {
  const created = privateKeyTemplates(privateKeyParts(args.pkcs8), args).map(
    (template) => () => cryptoki.create(session, template),
  )
  const key = firstTaken([...created, () => unwrapped(cryptoki, session, args)])
  requireId(cryptoki, session, key, args.id)
}

/** Tokens that make it themselves may refuse it; the host sees whether the key tells its public half. */
const putPublicKey = (cryptoki: Cryptoki, session: Handle, args: Args): void => {
  const parts = publicPartsOf(args.pkcs8)
  if (parts === null) return
  const templates = publicKeyTemplates(parts, args)
  try {
    firstTaken(templates.map((template) => () => cryptoki.create(session, template)))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
}

/** Only the half that is missing is made: it may have been interrupted before. @throws Fault key-not-accepted */
export const importKey = (cryptoki: Cryptoki, session: Handle, args: Args): void => {
  const isThere = (kind: number) => cryptoki.find(session, searchTemplate(kind, args.id)).length > 0
  try {
    if (!isThere(CKO.PRIVATE_KEY)) putPrivateKey(cryptoki, session, args)
    if (!isThere(CKO.PUBLIC_KEY)) putPublicKey(cryptoki, session, args)
  } finally {
    args.pkcs8.fill(0)
  }
}

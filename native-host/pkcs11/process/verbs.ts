import { challengeText } from '../challenge.ts'
import { ckrOf, isTemplateRefused } from '../ckr.ts'
import { CKA, CKO, CKU_USER } from '../constants.ts'
import type { TokenName } from '../names.ts'
import { type KeyPairTemplate, keyPairTemplates, searchTemplate } from '../templates.ts'
import type { TokenFacts, VerbName, Verbs } from '../verbs.ts'
import { Cryptoki, Fault, type Handle } from './cryptoki.ts'
import { exportKey } from './export-key.ts'
import { importKey } from './import-key.ts'
import { authorities, heldObjects, ownKeys, storedCertificates } from './objects.ts'
import { removeObjects } from './remove-objects.ts'
import { removePair } from './remove-pair.ts'
import { signWith } from './signing.ts'
import { writeAuthority } from './write-authority.ts'
import { writeCertificate } from './write-certificate.ts'

/** The verbs, carried out. One module and at most one logged-in session a process. */

type Handlers = { [N in VerbName]: (args: Verbs[N]['args']) => Verbs[N]['result'] }

interface LoggedIn {
  readonly slot: Handle
  readonly session: Handle
}

const cryptoki = new Cryptoki()
let loggedIn: LoggedIn | null = null

const session = (): LoggedIn => {
  if (loggedIn === null) throw new Fault('internal', 'not logged in')
  return loggedIn
}

/** For what is done on the way out: it must not hide how the work itself ended. The token may have gone already. */
const quietly = (leave: () => void): void => {
  try {
    leave()
  } catch (error) {
    if (ckrOf(error) === null) throw error
  }
}

/** A look at a token that needs no PIN. */
const reading = <T>(token: TokenName, read: (session: Handle, facts: TokenFacts) => T): T => {
  const { slot, facts } = cryptoki.slotOf(token)
  const session = cryptoki.openSession(slot, false)
  try {
    return read(session, facts)
  } finally {
    quietly(() => cryptoki.closeSession(session))
  }
}

/** After a reset the session is gone but the module may still think that the user is there: that is as good. */
const logInOnce = (handle: Handle, pin: Uint8Array | null): void => {
  try {
    const text = pin === null ? '' : Buffer.from(pin.buffer, pin.byteOffset, pin.byteLength).toString('utf8')
    cryptoki.logIn(handle, CKU_USER, text)
  } catch (error) {
    if (ckrOf(error) !== 'CKR_USER_ALREADY_LOGGED_IN') throw error
  } finally {
    pin?.fill(0)
  }
}

/** Logged in by its word only, a token hides its private keys: a key that is there would be taken for lost. */
const logInForSure = (handle: Handle, pin: Uint8Array | null): void => {
  logInOnce(handle, pin)
  if (!cryptoki.isUser(handle)) throw new Fault('token-failed', 'C_Login went well, and nobody is logged in')
}

const logIn = (token: TokenName, pin: Uint8Array | null): void => {
  logOutQuietly()
  cryptoki.makeReady()
  const { slot, facts } = cryptoki.slotOf(token)
  const handle = cryptoki.openSession(slot, true)
  try {
    if (facts.pin.state !== 'none') logInForSure(handle, pin)
    loggedIn = { slot, session: handle }
  } catch (error) {
    quietly(() => cryptoki.closeSession(handle))
    throw error
  }
}

const logOutQuietly = (): void => {
  if (loggedIn === null) return
  const { session: handle } = loggedIn
  loggedIn = null
  quietly(() => cryptoki.logOut(handle))
  quietly(() => cryptoki.closeSession(handle))
}

type KeyPair = ReturnType<Cryptoki['generate']>

const generate = ({ id, label, algorithm }: Verbs['make-key']['args']): KeyPair => {
  const [whole, lean] = keyPairTemplates(algorithm, id, label)
  const make = ({ mechanism, publicKey, privateKey }: KeyPairTemplate) =>
    cryptoki.generate(session().session, mechanism, publicKey, privateKey)
  try {
    return make(whole)
  } catch (error) {
    if (!isTemplateRefused(ckrOf(error))) throw error
    return make(lean)
  }
}

/** A token that gives keys ids of its own would hide this one from us for ever: it is removed while it is in hand. */
const makeKey = (args: Verbs['make-key']['args']): void => {
  const pair = generate(args)
  const handles = [pair.privateKey, pair.publicKey]
  const keepsId = handles.every((handle) => cryptoki.read(session().session, handle, CKA.ID)?.equals(args.id))
  if (keepsId) return
  for (const handle of handles) cryptoki.destroy(session().session, handle)
  throw new Fault('token-unsupported', 'CKA_ID was not kept')
}

const certificatesOf = (id: Uint8Array): Handle[] =>
  cryptoki.find(session().session, searchTemplate(CKO.CERTIFICATE, id))

const tornCertificates = ({ id, keep }: Verbs['remove-torn-certificates']['args']): Handle[] =>
  certificatesOf(id).filter((handle) => !cryptoki.read(session().session, handle, CKA.VALUE)?.equals(keep))

const keysOf = (id: Uint8Array): Handle[] =>
  [CKO.PRIVATE_KEY, CKO.PUBLIC_KEY].flatMap((kind) => cryptoki.find(session().session, searchTemplate(kind, id)))

const removeAll = (found: () => readonly Handle[]): void => removeObjects(cryptoki, session().session, found)

const removeKey = (id: Uint8Array): void => {
  if (certificatesOf(id).length > 0) throw new Fault('internal', 'a certificate has this id')
  removeAll(() => keysOf(id))
}

const sign = (id: Uint8Array, algorithm: Verbs['prove']['args']['algorithm'], data: Uint8Array): Buffer =>
  signWith(cryptoki, session().slot, session().session, id, algorithm, data)

export const handlers: Handlers = {
  load: ({ path, database }) => {
    cryptoki.load(path, database)
    return cryptoki.description()
  },
  'list-tokens': () => cryptoki.tokens(),
  'list-certificates': ({ token }) => reading(token, (session, facts) => storedCertificates(cryptoki, session, facts)),
  'list-authorities': ({ token }) => reading(token, (session) => authorities(cryptoki, session)),
  'list-own-keys': ({ token }) => reading(token, (session) => ownKeys(cryptoki, session)),
  'log-in': ({ token, pin }) => {
    logIn(token, pin)
    return null
  },
  find: ({ id }) => heldObjects(cryptoki, session().session, id),
  'make-key': (args) => {
    makeKey(args)
    return null
  },
  'sign-request': ({ id, algorithm, info }) => sign(id, algorithm, info),
  prove: ({ id, algorithm, nonce, sha256 }) => sign(id, algorithm, challengeText(nonce, sha256)),
  'write-certificate': (certificate) => {
    writeCertificate(cryptoki, session().session, certificate)
    return null
  },
  'remove-torn-certificates': (args) => {
    removeAll(() => tornCertificates(args))
    return null
  },
  'import-key': (args) => {
    importKey(cryptoki, session().session, args)
    return null
  },
  'write-authority': (args) => {
    writeAuthority(cryptoki, session().session, args)
    return null
  },
  'export-key': (args) => exportKey(cryptoki, session().session, args),
  'remove-pair': (args) => {
    removePair(cryptoki, session().session, args)
    return null
  },
  'remove-key': ({ id }) => {
    removeKey(id)
    return null
  },
  'log-out': () => {
    logOutQuietly()
    cryptoki.finalize()
    return null
  },
}

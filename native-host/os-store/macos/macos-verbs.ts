import { homedir } from 'node:os'
import { join } from 'node:path'
import type { KeyAlgorithm } from '../../../src/certificate/certificate.ts'
import { KoshinError } from '../../../src/protocol/errors.ts'
import { challengeText } from '../../pkcs11/challenge.ts'
import type { TokenSignature, Verbs } from '../../pkcs11/verbs.ts'
import { base64, doneSchema, keyLines } from '../conversation.ts'
import { checkedKey, systemFacts, thumbprintOf } from '../key-facts.ts'
import { ecPkcs8, rsaPkcs8 } from '../pkcs8.ts'
import { storeFailed } from '../system-command.ts'
import type { Run, SystemVerbs } from '../system-store.ts'
import { lookSchema, macosAnswer, rawSignature, signatureSchema } from './answers.ts'
import {
  heldObjects,
  type Keychain,
  labelIn,
  ownKeyName,
  ownKeys,
  siblings,
  storedCertificates,
} from './login-keychain.ts'
import { type KeyName, osascript, type Request } from './osascript.ts'
import { addCertificate, certificatesIn, checkDone, deleteCertificate, findCertificates } from './security-tool.ts'

/** The verbs in the current user's login keychain. */

const FACTS = systemFacts({
  keeper: 'macos',
  label: 'macOS',
  manufacturer: 'Apple',
  model: 'Keychain',
  serialNumber: 'login-keychain',
})

const MAKING = {
  'rsa-2048': { kind: 'rsa', bits: 2048 },
  'rsa-3072': { kind: 'rsa', bits: 3072 },
  'rsa-4096': { kind: 'rsa', bits: 4096 },
  'ec-p256': { kind: 'ec', bits: 256 },
  'ec-p384': { kind: 'ec', bits: 384 },
} as const satisfies Record<KeyAlgorithm, object>

/** How the CKA_ID of every key of Koshin begins: key-id.ts. */
const OURS = Buffer.from('koshin').toString('base64')

const KEYCHAIN = join(homedir(), 'Library', 'Keychains', 'login.keychain-db')

const done = async (run: Run, request: Request): Promise<null> =>
  macosAnswer(await run(osascript(request, KEYCHAIN)), doneSchema)

const certificates = async (run: Run): Promise<Buffer[]> => certificatesIn(await run(findCertificates(KEYCHAIN)))

const look = async (run: Run): Promise<Keychain> => {
  const found = await run(osascript({ operation: 'look', ours: OURS }, KEYCHAIN))
  return { keys: macosAnswer(found, lookSchema), certificates: await certificates(run) }
}

/** @throws KoshinError key-missing */
const keyOf = async (run: Run, id: Uint8Array): Promise<KeyName> => {
  const own = ownKeyName(id)
  if (own !== null) return own
  const label = labelIn(await look(run), id)
  if (label === null) throw new KoshinError('key-missing')
  return { tag: null, label }
}

const sign = async (run: Run, id: Uint8Array, algorithm: TokenSignature, data: Uint8Array): Promise<Uint8Array> => {
  const request = { operation: 'sign', ...(await keyOf(run, id)), algorithm, data: base64(data) } as const
  return rawSignature(algorithm, macosAnswer(await run(osascript(request, KEYCHAIN)), signatureSchema))
}

/** The tool calls it a failure where the same certificate is there already. */
const add = async (run: Run, der: Uint8Array): Promise<null> => {
  const there = await certificates(run)
  if (!there.some((other) => other.equals(der))) checkDone(await run(addCertificate(KEYCHAIN, der)))
  return null
}

const removeCertificates = async (run: Run, ders: readonly Uint8Array[]): Promise<void> => {
  for (const der of ders) checkDone(await run(deleteCertificate(KEYCHAIN, thumbprintOf(der))))
  const left = ders.length === 0 ? [] : await certificates(run)
  if (ders.some((der) => left.some((other) => other.equals(der)))) throw storeFailed('certificate still there')
}

const removeKey = async (run: Run, label: string | null): Promise<void> => {
  if (label !== null) await done(run, { operation: 'remove-key', label })
}

/** The key first: what is cut off in between leaves a certificate without a key, which can be removed again. */
const removePair = async (run: Run, { id, der }: Verbs['remove-pair']['args']): Promise<null> => {
  const keychain = await look(run)
  if (siblings(keychain, der).length === 0) {
    await removeKey(run, labelIn(keychain, id))
    if (labelIn(await look(run), id) !== null) throw storeFailed('key still there')
  }
  await removeCertificates(run, keychain.certificates.some((other) => other.equals(der)) ? [der] : [])
  return null
}

const removeOwnKey = async (run: Run, id: Uint8Array): Promise<null> => {
  const keychain = await look(run)
  if (heldObjects(keychain, id).certificates.length > 0)
    throw new KoshinError('internal', { detail: 'a certificate has this id' })
  await removeKey(run, labelIn(keychain, id))
  if (heldObjects(await look(run), id).key !== 'none') throw storeFailed('key still there')
  return null
}

/** As SecKeyCopyExternalRepresentation has it: RSAPrivateKey; or 04, X, Y and the private number. */
const pkcs8Of = (key: Buffer): Buffer | null => {
  if (key[0] !== 4) return rsaPkcs8(key)
  const half = (key.length - 1) / 3
  return ecPkcs8(key.subarray(1, 1 + 2 * half), key.subarray(1 + 2 * half))
}

const exportKey = async (run: Run, { id, spki }: Verbs['export-key']['args']): Promise<Uint8Array> => {
  const output = await run(osascript({ operation: 'export', ...(await keyOf(run, id)) }, KEYCHAIN))
  macosAnswer(output, doneSchema, true)
  const [key = Buffer.alloc(0)] = keyLines(output)
  try {
    return checkedKey(pkcs8Of(key), spki)
  } finally {
    key.fill(0)
  }
}

export const MACOS_VERBS: SystemVerbs = {
  load: async () => null,
  'list-tokens': async () => [FACTS],
  'list-certificates': async (_, run) => storedCertificates(await look(run)),
  'list-authorities': async () => [],
  'list-own-keys': async (_, run) => ownKeys(await look(run)),
  'log-in': async () => null,
  find: async ({ id }, run) => heldObjects(await look(run), id),
  'make-key': ({ id, algorithm }, run) => done(run, { operation: 'make', tag: base64(id), ...MAKING[algorithm] }),
  'sign-request': ({ id, info, algorithm }, run) => sign(run, id, algorithm, info),
  prove: ({ id, nonce, sha256, algorithm }, run) => sign(run, id, algorithm, challengeText(nonce, sha256)),
  'write-certificate': ({ der }, run) => add(run, der),
  'remove-torn-certificates': async ({ id, keep }, run) => {
    const held = heldObjects(await look(run), id)
    await removeCertificates(
      run,
      held.certificates.filter((der) => Buffer.compare(der, keep) !== 0),
    )
    return null
  },
  // `security import` wants the key in a file or its password among the arguments, and gives it no tag: 0015.
  'import-key': async ({ pkcs8 }) => {
    pkcs8.fill(0)
    throw new KoshinError('key-not-accepted')
  },
  'write-authority': ({ der }, run) => add(run, der),
  'export-key': (args, run) => exportKey(run, args),
  'remove-pair': (args, run) => removePair(run, args),
  'remove-key': ({ id }, run) => removeOwnKey(run, id),
  'log-out': async () => null,
}

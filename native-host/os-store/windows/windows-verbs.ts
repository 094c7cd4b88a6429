import type { KeyAlgorithm } from '../../../src/certificate/certificate.ts'
import { KoshinError } from '../../../src/protocol/errors.ts'
import { challengeText } from '../../pkcs11/challenge.ts'
import { hexOf } from '../../pkcs11/signature.ts'
import type { TokenSignature, Verbs } from '../../pkcs11/verbs.ts'
import { base64, doneSchema, keyLines } from '../conversation.ts'
import { checkedKey, HASHES, systemFacts, thumbprintOf } from '../key-facts.ts'
import { ecPkcs8, rsaPkcs8Of } from '../pkcs8.ts'
import { storeFailed } from '../system-command.ts'
import type { Run, SystemVerbs } from '../system-store.ts'
import { type Look, lookSchema, signatureSchema, windowsAnswer } from './answers.ts'
import { computerThumbprints, listKeys, listPersonal, ownNames } from './certutil.ts'
import { privateBlob } from './cng-key.ts'
import { heldObjects, isIn, keyNameIn, ownKeyName, ownKeys, siblings, storedCertificates } from './personal-store.ts'
import { type KeyName, powershell, type Request } from './powershell.ts'

/** The verbs in the personal store of the current user, with keys in Microsoft's own software provider. */

const FACTS = systemFacts({
  keeper: 'windows',
  label: 'Windows',
  manufacturer: 'Microsoft',
  model: 'Certificate Store',
  serialNumber: 'current-user',
})

const MAKING = {
  'rsa-2048': { algorithm: 'RSA', bits: 2048 },
  'rsa-3072': { algorithm: 'RSA', bits: 3072 },
  'rsa-4096': { algorithm: 'RSA', bits: 4096 },
  'ec-p256': { algorithm: 'ECDSA_P256', bits: null },
  'ec-p384': { algorithm: 'ECDSA_P384', bits: null },
} as const satisfies Record<KeyAlgorithm, object>

const RSA_NUMBERS = 8
const EC_NUMBERS = 3

const done = async (run: Run, request: Request, secret?: Uint8Array): Promise<null> =>
  windowsAnswer(await run(powershell(request, secret)), doneSchema)

const look = async (
  run: Run,
  { ofComputer = [], ids = [] }: { ofComputer?: string[]; ids?: Uint8Array[] },
): Promise<Look> =>
  windowsAnswer(await run(powershell({ operation: 'look', ofComputer, names: ids.map(hexOf) })), lookSchema)

/** @throws KoshinError key-missing */
const keyOf = async (run: Run, id: Uint8Array): Promise<KeyName> => {
  const name = ownKeyName(id) ?? keyNameIn(await look(run, { ids: [id] }), id)
  if (name === null) throw new KoshinError('key-missing')
  return name
}

const sign = async (run: Run, id: Uint8Array, algorithm: TokenSignature, data: Uint8Array): Promise<Uint8Array> => {
  const request = { operation: 'sign', ...(await keyOf(run, id)), data: base64(data), hash: HASHES[algorithm] } as const
  return windowsAnswer(await run(powershell(request)), signatureSchema)
}

const removeCertificates = async (run: Run, certificates: readonly Uint8Array[]): Promise<void> => {
  if (certificates.length === 0) return
  await done(run, { operation: 'remove-certificates', certificates: certificates.map(base64) })
  const left = await look(run, {})
  if (certificates.some((der) => isIn(left, der))) throw storeFailed('certificate still there')
}

/** A key that is already gone is gone. */
const removeKey = async (run: Run, key: KeyName): Promise<void> => {
  try {
    await done(run, { operation: 'remove-key', ...key })
  } catch (error) {
    if (!(error instanceof KoshinError) || error.code !== 'key-missing') throw error
  }
}

/** @throws KoshinError computer-store-failed */
const expectNoKey = async (run: Run, id: Uint8Array): Promise<void> => {
  const { keys } = await look(run, { ids: [id] })
  if (keys.length > 0) throw storeFailed('key still there')
}

const importKey = async (run: Run, { id, pkcs8 }: Verbs['import-key']['args']): Promise<null> => {
  const { algorithm, blob } = privateBlob(pkcs8)
  try {
    return await done(run, { operation: 'make', name: hexOf(id), algorithm, bits: null, imports: true }, blob)
  } finally {
    blob.fill(0)
  }
}

const pkcs8Of = (numbers: readonly Buffer[]): Buffer | null => {
  if (numbers.length === RSA_NUMBERS) return rsaPkcs8Of(numbers)
  const [x, y, secret] = numbers
  if (numbers.length !== EC_NUMBERS || !x || !y || !secret) return null
  return ecPkcs8(Buffer.concat([x, y]), secret)
}

const exportKey = async (run: Run, { id, spki }: Verbs['export-key']['args']): Promise<Uint8Array> => {
  const output = await run(powershell({ operation: 'export', ...(await keyOf(run, id)) }))
  windowsAnswer(output, doneSchema, true)
  const numbers = keyLines(output)
  try {
    return checkedKey(pkcs8Of(numbers), spki)
  } finally {
    for (const number of numbers) number.fill(0)
  }
}

/** A key on a card is not this store's to remove: its certificate is only shown here. */
const isRemovable = async (run: Run, key: KeyName, der: Uint8Array): Promise<boolean> =>
  key.name !== null || computerThumbprints(await run(listPersonal())).includes(thumbprintOf(der))

/** The key first: what is cut off in between leaves a certificate without a key, which can be removed again. */
const removePair = async (run: Run, { id, der }: Verbs['remove-pair']['args']): Promise<null> => {
  const seen = await look(run, { ids: [id] })
  const key = keyNameIn(seen, id)
  if (key !== null && siblings(seen, der).length === 0 && (await isRemovable(run, key, der))) {
    await removeKey(run, key)
    await expectNoKey(run, id)
  }
  await removeCertificates(run, [der])
  return null
}

const removeOwnKey = async (run: Run, id: Uint8Array): Promise<null> => {
  if (heldObjects(await look(run, { ids: [id] }), id).certificates.length > 0)
    throw new KoshinError('internal', { detail: 'a certificate has this id' })
  await removeKey(run, { name: hexOf(id), certificate: null })
  await expectNoKey(run, id)
  return null
}

export const WINDOWS_VERBS: SystemVerbs = {
  load: async () => null,
  'list-tokens': async () => [FACTS],
  'list-certificates': async (_, run) => {
    const ofComputer = computerThumbprints(await run(listPersonal()))
    return storedCertificates(await look(run, { ofComputer }), ofComputer)
  },
  'list-authorities': async () => [],
  'list-own-keys': async (_, run) => {
    const names = ownNames(await run(listKeys()))
    return names.length === 0 ? [] : ownKeys(await look(run, { ids: names.map((name) => Buffer.from(name, 'hex')) }))
  },
  'log-in': async () => null,
  find: async ({ id }, run) => heldObjects(await look(run, { ids: [id] }), id),
  'make-key': ({ id, algorithm }, run) =>
    done(run, { operation: 'make', name: hexOf(id), ...MAKING[algorithm], imports: false }),
  'sign-request': ({ id, info, algorithm }, run) => sign(run, id, algorithm, info),
  prove: ({ id, nonce, sha256, algorithm }, run) => sign(run, id, algorithm, challengeText(nonce, sha256)),
  'write-certificate': ({ id, label, der }, run) =>
    done(run, { operation: 'install', name: hexOf(id), certificate: base64(der), label }),
  'remove-torn-certificates': async ({ id, keep }, run) => {
    const { certificates } = heldObjects(await look(run, { ids: [id] }), id)
    await removeCertificates(
      run,
      certificates.filter((der) => Buffer.compare(der, keep) !== 0),
    )
    return null
  },
  'import-key': async (args, run) => {
    try {
      return await importKey(run, args)
    } finally {
      args.pkcs8.fill(0)
    }
  },
  'write-authority': ({ der }, run) => done(run, { operation: 'authority', certificate: base64(der) }),
  'export-key': (args, run) => exportKey(run, args),
  'remove-pair': (args, run) => removePair(run, args),
  'remove-key': ({ id }, run) => removeOwnKey(run, id),
  'log-out': async () => null,
}

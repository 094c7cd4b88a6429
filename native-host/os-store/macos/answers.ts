import * as v from 'valibot'
import type { ErrorCode } from '../../../src/protocol/errors.ts'
import type { TokenSignature } from '../../pkcs11/verbs.ts'
import { answerOf, bytesSchema } from '../conversation.ts'
import { magnitude, members } from '../der-members.ts'
import { type SystemOutput, storeFailed } from '../system-command.ts'

/** What the script answers, and what its numbers mean (SecBase.h). */

const MOST_BYTES = 4000
const MOST_KEYS = 5000

export const lookSchema = v.pipe(
  v.array(
    v.strictObject({
      tag: v.nullable(bytesSchema(MOST_BYTES)),
      label: v.nullable(bytesSchema(MOST_BYTES)),
      exportable: v.nullable(v.boolean()),
      publicKey: v.nullable(bytesSchema(MOST_BYTES)),
    }),
  ),
  v.maxLength(MOST_KEYS),
)
export type Key = v.InferOutput<typeof lookSchema>[number]

export const signatureSchema = bytesSchema(MOST_BYTES)

const ERR_SEC_ITEM_NOT_FOUND = '-25300'
const ERR_SEC_USER_CANCELED = '-128'

const codeOf = (status: string, exports: boolean): ErrorCode => {
  if (status === ERR_SEC_ITEM_NOT_FOUND) return 'key-missing'
  if (status === ERR_SEC_USER_CANCELED) return 'pin-cancelled'
  // The numbers for a key that may not leave are many, and not all have names.
  return exports ? 'key-stays' : 'computer-store-failed'
}

/** @throws KoshinError key-missing, key-stays, pin-cancelled, computer-store-failed with the OSStatus in `detail` */
export const macosAnswer = <S extends v.GenericSchema>(
  output: SystemOutput,
  schema: S,
  exports = false,
): v.InferOutput<S> => answerOf(output, schema, (status) => codeOf(status, exports))

const HALF_BYTES = { 'ecdsa-sha256': 32, 'ecdsa-sha384': 48 } as const

const halves = (signature: Buffer): Buffer[] => {
  try {
    return members(signature).map(magnitude)
  } catch {
    return []
  }
}

/** The keychain's ECDSA signatures are DER; the verbs' are r and s, each as long as the curve. */
export const rawSignature = (algorithm: TokenSignature, signature: Buffer): Buffer => {
  if (algorithm === 'rsa-sha256') return signature
  const bytes = HALF_BYTES[algorithm]
  const [r, s] = halves(signature)
  if (r === undefined || s === undefined || r.length > bytes || s.length > bytes)
    throw storeFailed('signature unreadable')
  return Buffer.concat([Buffer.alloc(bytes - r.length), r, Buffer.alloc(bytes - s.length), s])
}

import * as v from 'valibot'
import type { ErrorCode } from '../../../src/protocol/errors.ts'
import { answerOf, bytesSchema } from '../conversation.ts'
import type { SystemOutput } from '../system-command.ts'

/** What the script answers, and what its numbers mean (winerror.h). */

const MOST_CERTIFICATE = 200_000
const MOST_SIGNATURE = 2000
const MOST_NAME = 1000
const MOST_OBJECTS = 5000

export const lookSchema = v.strictObject({
  certificates: v.pipe(
    v.array(
      v.strictObject({
        der: bytesSchema(MOST_CERTIFICATE),
        label: v.pipe(v.string(), v.maxLength(MOST_NAME)),
        hasKey: v.boolean(),
        keyName: v.nullable(v.pipe(v.string(), v.maxLength(MOST_NAME))),
        exportable: v.nullable(v.boolean()),
      }),
    ),
    v.maxLength(MOST_OBJECTS),
  ),
  keys: v.pipe(
    v.array(
      v.strictObject({
        name: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)),
        blob: bytesSchema(MOST_SIGNATURE),
        exportable: v.boolean(),
      }),
    ),
    v.maxLength(MOST_OBJECTS),
  ),
})
export type Look = v.InferOutput<typeof lookSchema>

export const signatureSchema = bytesSchema(MOST_SIGNATURE)

const NTE_BAD_KEYSET = '80090016'
const NTE_NO_KEY = '8009000d'
const NTE_NOT_FOUND = '80090011'
const GONE = [NTE_BAD_KEYSET, NTE_NO_KEY, NTE_NOT_FOUND]
const NTE_BAD_TYPE = '8009000a'
const NTE_BAD_KEY_STATE = '8009000b'
const NTE_PERM = '80090010'
const NTE_NOT_SUPPORTED = '80090029'
/** Which of them it is depends on the provider. */
const NOT_EXPORTABLE = [NTE_BAD_TYPE, NTE_BAD_KEY_STATE, NTE_PERM, NTE_NOT_SUPPORTED]
const SCARD_W_CANCELLED_BY_USER = '8010006e'
const ERROR_CANCELLED = '800704c7'
const CANCELLED = [SCARD_W_CANCELLED_BY_USER, ERROR_CANCELLED]

const codeOf = (code: string, exports: boolean): ErrorCode => {
  if (GONE.includes(code)) return 'key-missing'
  if (CANCELLED.includes(code)) return 'pin-cancelled'
  return exports && NOT_EXPORTABLE.includes(code) ? 'key-stays' : 'computer-store-failed'
}

/** @throws KoshinError key-missing, key-stays, pin-cancelled, computer-store-failed with the HRESULT in `detail` */
export const windowsAnswer = <S extends v.GenericSchema>(
  output: SystemOutput,
  schema: S,
  exports = false,
): v.InferOutput<S> => answerOf(output, schema, (code) => codeOf(code, exports))

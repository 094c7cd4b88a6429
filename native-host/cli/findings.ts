import type { EnrolmentRecord } from '../journal/record.ts'
import { tokenText } from '../pkcs11/names.ts'
import type { TokenFacts } from '../pkcs11/verbs.ts'
import type { Say, SentenceName } from '../sentences.ts'

/** One line of `koshin doctor`. */
export interface Finding {
  readonly ok: boolean
  readonly sentence: string
}

/** As `engines` in package.json. */
const REQUIRED_NODE = '20.19'

const atLeast = (version: string, required: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [requiredMajor = 0, requiredMinor = 0] = required.split('.').map(Number)
  return major > requiredMajor || (major === requiredMajor && minor >= requiredMinor)
}

/** @param version as `process.versions.node` */
export const nodeFinding = (version: string, say: Say): Finding => ({
  ok: atLeast(version, REQUIRED_NODE),
  sentence: say('doctor.node', { version, required: REQUIRED_NODE }),
})

const pinSentence = ({ pin }: TokenFacts): SentenceName => {
  if (pin.state === 'not-set') return 'doctor.pin.notSet'
  if (pin.state === 'to-be-changed') return 'doctor.pin.toBeChanged'
  return `doctor.pin.${pin.tries}`
}

export const tokenFindings = (facts: TokenFacts, token: string, say: Say): Finding[] => [
  {
    ok: facts.pin.state === 'set' && facts.pin.tries !== 'locked',
    sentence: say('doctor.token', { token, pin: say(pinSentence(facts)) }),
  },
  ...(facts.writeProtected ? [{ ok: false, sentence: say('doctor.tokenReadOnly', { token }) }] : []),
]

/** @param failed what could not be opened */
export const storeFindings = (stores: readonly TokenFacts[], failed: readonly string[], say: Say): Finding[] => [
  ...stores.map(({ label, pin, writeProtected }): Finding => {
    const name = writeProtected ? 'doctor.storeReadOnly' : pin.state === 'none' ? 'doctor.store' : 'doctor.storeLocked'
    return { ok: !writeProtected, sentence: say(name, { store: label }) }
  }),
  ...failed.map((store): Finding => ({ ok: false, sentence: say('doctor.storeFailed', { store }) })),
]

const stateSentence = ({ state }: EnrolmentRecord): SentenceName | null =>
  state === 'done' || state === 'discarded' ? null : `doctor.state.${state}`

/** A renewal under way is no fault; a record that cannot be read is. */
export const journalFindings = (open: readonly EnrolmentRecord[], unreadable: number, say: Say): Finding[] => [
  ...open.flatMap((record): Finding[] => {
    const name = stateSentence(record)
    if (name === null) return []
    const values = { subject: record.subject, storeName: tokenText(record.token), state: say(name) }
    return [{ ok: true, sentence: say('doctor.enrolment', values) }]
  }),
  ...(unreadable > 0 ? [{ ok: false, sentence: say('doctor.journalDamaged', { count: unreadable }) }] : []),
]

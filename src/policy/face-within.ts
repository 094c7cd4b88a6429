import type { BankProfile } from '../bank/profile.ts'
import { faceOf } from '../renewal/face-of.ts'
import type { BankFace } from '../renewal/state.ts'
import type { Rules } from './rules.ts'

/** A bank as people see it, with the administrator's own days of reminding. */
export const faceWithin = ({ reminders: { days } }: Pick<Rules, 'reminders'>, bank: BankProfile): BankFace => {
  const face = faceOf(bank)
  return days === null ? face : { ...face, rules: { ...face.rules, remindAt: [...days] } }
}

import { BUNDLED_PROFILES } from '../../src/bank/edition.ts'
import type { Enrolment } from '../../src/protocol/schema.ts'
import type { Knowledge } from '../../src/reminder/tie.ts'
import { faceOf } from '../../src/renewal/face-of.ts'

/** What the host knows of banks by itself: the bundled profiles, and the sites for which it has made enrolments. */
export const knowledgeHere = (certificates: Knowledge['certificates'], enrolments: readonly Enrolment[]): Knowledge => {
  const known = BUNDLED_PROFILES.map(faceOf)
  const banks = enrolments.flatMap(({ origin, bank }) => {
    const face = known.find(({ id }) => id === bank)
    return origin !== null && face ? [[origin, face] as const] : []
  })
  return { certificates, enrolments, notices: [], banks: Object.fromEntries(banks), known }
}

import type { Problem } from './issuer.ts'
import type { X509 } from './x509.ts'

const MINUTE_MS = 60 * 1000
/** How far this computer's clock may be behind the CA's, and how far two clocks may be apart without one being wrong. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS

type Validity = Pick<X509, 'notBefore' | 'notAfter'>

const notValidAt = (now: number, { notBefore, notAfter }: Validity): string | undefined => {
  if (now < notBefore - CLOCK_SKEW_MS) return 'not valid yet'
  return now > notAfter ? 'expired' : undefined
}

/** In the unit that two digits suffice for: `7 min`, `26 h`, `90 d`. */
const durationText = (ms: number): string => {
  const minutes = Math.round(ms / MINUTE_MS)
  if (minutes < 100) return `${minutes} min`
  return minutes < 100 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / (24 * 60))} d`
}

/**
 * Whether a certificate is valid now, by this computer's clock and by the bank's.
 * @param now milliseconds since the epoch, by this computer
 * @param bankAhead milliseconds that the bank's clock is ahead; null: not known, so this computer's decides
 */
export const validityProblem = (validity: Validity, now: number, bankAhead: number | null): Problem | undefined => {
  const [ours, theirs] = [notValidAt(now, validity), notValidAt(now + (bankAhead ?? 0), validity)]
  if (ours && theirs) return ['answer-not-valid-now', ours]
  const apart = Math.abs(bankAhead ?? 0)
  if ((!ours && !theirs) || apart <= CLOCK_SKEW_MS) return undefined
  const [mine, other] = ours ? ["this computer's clock", "the bank's"] : ["the bank's clock", "this computer's"]
  const isBehind = (bankAhead ?? 0) > 0 === Boolean(ours)
  const place = `${durationText(apart)} ${isBehind ? 'behind' : 'ahead of'}`
  return ['clock-wrong', `${ours ?? theirs} by ${mine}, which is ${place} ${other}`]
}

/**
 * How the bank can fail the user, one at a time and changeable while it runs. To add one: name it here, then act on
 * it in renewal-desk.ts, where each of the bank's duties asks for the switch.
 */
export const MISBEHAVIOURS = [
  'none',
  /** Issues for a key of its own instead of the request's. */
  'wrong-key',
  /** Issues in the name of another organisation than before. */
  'other-subject',
  /** Hands InstallResponse an HTML page instead of a PKCS#7. */
  'html',
  /** 電子証明書発行処理中 never moves on; it does as soon as the switch is set back. */
  'no-answer',
] as const

export type Misbehaviour = (typeof MISBEHAVIOURS)[number]

/** @throws when the bank knows no such misbehaviour */
export function misbehaviourOf(text: string): Misbehaviour {
  const known = MISBEHAVIOURS.find((kind) => kind === text)
  if (known === undefined) throw new Error(`No such misbehaviour: ${text}. Known: ${MISBEHAVIOURS.join(', ')}`)
  return known
}

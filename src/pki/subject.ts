import { type DistinguishedName, type NameAttribute, nameText, sameName } from '../certificate/certificate.ts'
import { KoshinError, type NameDifference } from '../protocol/errors.ts'

/**
 * The subject against the one before, by RFC 5280 §7.1: case, width, white space and string types (PrintableString,
 * UTF8String) make no difference, the order of the attributes does. Stricter than there, characters that take no place
 * do as well: they are shown.
 */

/** What the messages of src/protocol carry. */
const MOST_TYPE = 80
const MOST_TEXT = 1024

/** Of one type, the first of before against the first of now, and so on. */
const pairsOf = (type: string, before: DistinguishedName, now: DistinguishedName): NameDifference[] => {
  const [old, current] = [before, now].map((name) => name.filter((attribute) => attribute.type === type))
  const [olds, currents] = [old ?? [], current ?? []]
  const length = Math.max(olds.length, currents.length)
  return Array.from({ length }, (_, at) => ({
    type: type.slice(0, MOST_TYPE),
    before: olds[at]?.value ?? null,
    now: currents[at]?.value ?? null,
  }))
}

const isSame = ({ before, now }: NameDifference): boolean => {
  const asName = (value: string | null): NameAttribute[] => (value === null ? [] : [{ type: '', value }])
  return sameName(asName(before), asName(now))
}

/** Of the same attributes in another order each would be the same: the names as a whole are shown. */
const inAnotherOrder = (before: DistinguishedName, now: DistinguishedName): NameDifference => ({
  type: 'subject',
  before: nameText(before).slice(0, MOST_TEXT),
  now: nameText(now).slice(0, MOST_TEXT),
})

/** What differs, in the order of before and then of now; empty: the same name. */
export const subjectDifferences = (before: DistinguishedName, now: DistinguishedName): readonly NameDifference[] => {
  if (sameName(before, now)) return []
  const types = [...new Set([...before, ...now].map(({ type }) => type))]
  const differences = types.flatMap((type) => pairsOf(type, before, now)).filter((pair) => !isSame(pair))
  return differences.length > 0 ? differences : [inAnotherOrder(before, now)]
}

const detailOf = ({ type, before, now }: NameDifference): string => {
  if (type === 'subject') return 'subject: in another order'
  if (before === null) return `subject: ${type} added`
  return now === null ? `subject: ${type} missing` : `subject: ${type} differs`
}

/**
 * @param sha256 of the new certificate, lower-case hexadecimal
 * @param accepted the same of a certificate whose other subject the user has agreed to, in either case
 * @throws KoshinError `answer-other-subject`
 */
export const refuseOtherSubject = (
  before: DistinguishedName,
  now: DistinguishedName,
  sha256: string,
  accepted: string | null,
): void => {
  const differences = subjectDifferences(before, now)
  const [first] = differences
  if (!first || accepted?.toLowerCase() === sha256) return
  throw new KoshinError('answer-other-subject', { detail: detailOf(first), differences, certificate: sha256 })
}

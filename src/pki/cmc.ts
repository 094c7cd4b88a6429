import { type Element, Malformed, oidOf, readBer, sequenceOf } from './der-read.ts'
import { CMC_STATUS, CMC_STATUS_V2 } from './oids.ts'
import { readString } from './string.ts'
import { contextTag, TAG } from './tags.ts'

/** How a full response of a CA went, told in its controls: CMC, RFC 5272 §6.1. */

const STATUS: Readonly<Record<number, string>> = {
  2: 'failed',
  3: 'pending',
  4: 'not supported',
  5: 'confirmation required',
  6: 'proof of possession required',
}
const SUCCEEDED = [0, 7]

const FAILURES = [
  'badAlg',
  'badMessageCheck',
  'badRequest',
  'badTime',
  'badCertId',
  'unsupportedExt',
  'mustArchiveKeys',
  'badIdentity',
  'popRequired',
  'popFailed',
  'noKeyReuse',
  'internalCAError',
  'tryLater',
  'authDataFail',
]

const LONGEST_TEXT = 200

const numberOf = ({ content }: Element): number => content.reduce((sum, octet) => sum * 256 + octet, 0)

/** The CA's own words, on one line, with what takes no place made visible. */
const printed = (text: string): string =>
  text.slice(0, LONGEST_TEXT).replace(/\p{C}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)

/** PendInfo, `[0]` in version 2: a token and a time at which to ask again. */
const pendingUntil = (other: Element): string => {
  const time = other.children.find(({ tag }) => tag === TAG.generalizedTime)
  return time ? ` until ${printed(String.fromCharCode(...time.content.subarray(0, 32)))}` : ''
}

const reasonOf = (other: Element | undefined): string => {
  if (other?.tag === TAG.integer) return ` (${FAILURES[numberOf(other)] ?? `failure ${numberOf(other)}`})`
  return other?.tag === TAG.sequence || other?.tag === contextTag(0) ? pendingUntil(other) : ''
}

/** CMCStatusInfo or CMCStatusInfoV2. @returns undefined: it went well */
const refusalOf = (info: Element): string | undefined => {
  const [status, , ...rest] = sequenceOf(info, 'CMC status')
  if (status?.tag !== TAG.integer) throw new Malformed('CMC status is not a number')
  const code = numberOf(status)
  if (SUCCEEDED.includes(code)) return undefined
  const text = rest.find(({ tag }) => tag === TAG.utf8String)
  const words = text ? `: ${printed(readString(text))}` : ''
  return `CMC: ${STATUS[code] ?? `status ${code}`}${reasonOf(rest.find((other) => other !== text))}${words}`
}

const isStatus = (control: Element): boolean =>
  [CMC_STATUS, CMC_STATUS_V2].includes(oidOf(sequenceOf(control, 'CMC control')[1], 'CMC control'))

const statusesIn = (response: Uint8Array): Element[] => {
  const [controls] = sequenceOf(readBer(response), 'CMC response')
  return sequenceOf(controls, 'CMC controls')
    .filter(isStatus)
    .flatMap(({ children }) => children[2]?.children ?? [])
}

/**
 * Why a response brings no certificate, in a few words, with the CA's own where it gives some.
 * @param response PKIResponse. One that cannot be read says nothing.
 * @returns undefined: it says that all went well, or nothing
 */
export const cmcRefusal = (response: Uint8Array): string | undefined => {
  try {
    return statusesIn(response)
      .map(refusalOf)
      .find((refusal) => refusal !== undefined)
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

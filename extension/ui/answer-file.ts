import { dayInJapan } from '../../src/certificate/validity.ts'

/** The bank's answer as a file: what a help desk can open, byte for byte as it came. */

/** DER, its base64, or PEM: what programs for certificates open. Anything else is a text, such as a page that says what went wrong. */
const IS_CERTIFICATES = /^(?:0[\x80-\x84]|\s*(?:MI|-----BEGIN (?:PKCS7|CMS)-----))/

/**
 * @param answer base64 of the raw bytes
 * @param now milliseconds since the epoch
 * @returns file name (`koshin-answer-2026-11-20.p7b`), and the bytes as a data URL
 */
export const answerFile = (answer: string, now: number): { readonly name: string; readonly url: string } => {
  const isCertificates = IS_CERTIFICATES.test(atob(answer))
  const day = dayInJapan(new Date(now).toISOString())
  const type = isCertificates ? 'application/x-pkcs7-certificates' : 'text/plain'
  return { name: `koshin-answer-${day}.${isCertificates ? 'p7b' : 'txt'}`, url: `data:${type};base64,${answer}` }
}

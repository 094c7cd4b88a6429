import { type SystemCommand, type SystemOutput, storeFailed } from '../system-command.ts'

/** security(1): everything that is done to certificates. */

const PROGRAM = '/usr/bin/security'
/** What it exits with is the lowest byte of the OSStatus: errSecItemNotFound is -25300. */
const NOT_FOUND = 44

const security = (...args: readonly string[]): SystemCommand => ({ program: PROGRAM, args, stdin: new Uint8Array() })

const PEM = /-----BEGIN CERTIFICATE-----\r?\n([0-9A-Za-z+/=\r\n]+)-----END CERTIFICATE-----/g

/** @param keychain absolute path; null: all keychains that are looked through */
export const findCertificates = (keychain: string | null): SystemCommand =>
  security('find-certificate', '-a', '-p', ...(keychain === null ? [] : [keychain]))

const unfinished = (text: string): boolean =>
  text.split('-----BEGIN ').length !== text.split('-----END ').length || !/^\s*(?:-----|$)/.test(text)

/** @throws KoshinError computer-store-failed */
export const certificatesIn = ({ exitCode, stdout }: SystemOutput): Buffer[] => {
  if (exitCode === NOT_FOUND) return []
  if (exitCode !== 0) throw storeFailed(`security exit ${exitCode}`)
  const text = stdout.toString('latin1')
  if (unfinished(text)) throw storeFailed('certificates unreadable')
  return [...text.matchAll(PEM)].map(([, base64 = '']) => Buffer.from(base64, 'base64'))
}

/** To the user's own keychain; trust in it is another matter (add-trusted-cert), and left alone. */
export const addCertificate = (keychain: string, der: Uint8Array): SystemCommand => ({
  ...security('add-certificates', '-k', keychain),
  file: der,
})

/** @param sha1 of the certificate, hexadecimal: the tool knows no longer one */
export const deleteCertificate = (keychain: string, sha1: string): SystemCommand =>
  security('delete-certificate', '-Z', sha1, keychain)

/** @throws KoshinError computer-store-failed */
export const checkDone = ({ exitCode }: SystemOutput): void => {
  if (exitCode !== 0) throw storeFailed(`security exit ${exitCode}`)
}

import { type SystemCommand, type SystemOutput, storeFailed } from '../system-command.ts'
import { systemProgram } from './system-program.ts'

/**
 * certutil, for the two things that .NET Framework cannot do: to list key containers, and to tell which provider has a
 * certificate's key without opening it (which asks for a card that is not there). Its labels are in the computer's
 * language; only what is the same in all of them is read.
 * https://learn.microsoft.com/windows-server/administration/windows-commands/certutil (-key, -store)
 */

const SOFTWARE_KEYS = 'Microsoft Software Key Storage Provider'
/** Providers that keep keys in this computer, and so ask nobody for a card. */
const COMPUTER_PROVIDERS: readonly string[] = [
  SOFTWARE_KEYS,
  'Microsoft Platform Crypto Provider',
  'Microsoft Base Cryptographic Provider v1.0',
  'Microsoft Enhanced Cryptographic Provider v1.0',
  'Microsoft Enhanced RSA and AES Cryptographic Provider',
  'Microsoft RSA SChannel Cryptographic Provider',
  'Microsoft Strong Cryptographic Provider',
]

const certutil = (...args: readonly string[]): SystemCommand => ({
  program: systemProgram('certutil.exe'),
  args: ['-user', '-silent', ...args],
  stdin: new Uint8Array(),
})

/** Names, providers and thumbprints are ASCII in every code page. */
const linesOf = ({ stdout }: SystemOutput): string[] => stdout.toString('latin1').split(/\r?\n/)

/** certutil's exit code is the error's HRESULT. Its last line names the verb in every language, and is missing where it was cut short. */
const checked = (output: SystemOutput, verb: '-key' | '-store'): string[] => {
  if (output.exitCode !== 0) throw storeFailed(`certutil ${(output.exitCode >>> 0).toString(16)}`)
  const lines = linesOf(output)
  if (!lines.findLast((line) => line.trim() !== '')?.startsWith(`CertUtil: ${verb} `))
    throw storeFailed(`certutil ${verb}: answer unreadable`)
  return lines
}

export const listKeys = (): SystemCommand => certutil('-csp', SOFTWARE_KEYS, '-key')

/** `koshin` in hexadecimal, and 14 bytes: see key-id.ts. */
const OWN_NAME = /(?<![0-9a-f])6b6f7368696e[0-9a-f]{28}(?![0-9a-f])/g

/** Names of the keys that Koshin has made. @throws KoshinError computer-store-failed */
export const ownNames = (output: SystemOutput): string[] => [
  ...new Set(checked(output, '-key').flatMap((line) => line.match(OWN_NAME) ?? [])),
]

export const listPersonal = (): SystemCommand => certutil('-store', 'My')

const RULE = /^=+ .* =+$/
const thumbprintIn = (line: string): string | null => {
  const digits = /: ?((?:[0-9a-f]{2} ?){20})$/i.exec(line)?.[1]
  return digits === undefined ? null : digits.replaceAll(' ', '').toUpperCase()
}
const isOfComputer = (line: string): boolean => COMPUTER_PROVIDERS.includes(/ = (.*)$/.exec(line)?.[1]?.trim() ?? '')

/** One list of lines a certificate. */
const blocksOf = (lines: readonly string[]): string[][] => {
  const blocks: string[][] = []
  for (const line of lines) {
    if (RULE.test(line)) blocks.push([])
    else blocks.at(-1)?.push(line)
  }
  return blocks
}

/**
 * Thumbprints of the certificates whose keys are in this computer, not on a card that its maker's minidriver shows here. Serial numbers and names of the same form come with
 * them: they are no certificate's thumbprint, and allow nothing.
 * @throws KoshinError computer-store-failed
 */
export const computerThumbprints = (output: SystemOutput): string[] =>
  blocksOf(checked(output, '-store'))
    .filter((block) => block.some(isOfComputer))
    .flatMap((block) => block.flatMap((line) => thumbprintIn(line) ?? []))

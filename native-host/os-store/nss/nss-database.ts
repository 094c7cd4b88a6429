import { createHash } from 'node:crypto'
import { homedir } from 'node:os'
import { basename, relative } from 'node:path'
import type { NssDatabase } from '../../pkcs11/verbs.ts'
import { realPlace } from './own-folder.ts'

const SERIAL_DIGITS = 16
/** What Firefox puts before the name of a profile to make its folder: `xu1za99g.default-release`. */
const SALT = /^[0-9a-z]{8}\./

/** The folder's name, not the one in profiles.ini: that one can be changed, and an enrolment would not find its store again. */
const labelOf = (folder: string, keeper: NssDatabase['keeper']): string =>
  keeper === 'nss-chromium' ? 'Chromium' : `Firefox ${basename(folder).replace(SALT, '')}`.slice(0, 128)

/** Seen from the user's home, which may be moved together with the journal. */
const placeOf = (folder: string): string => {
  const below = relative(realPlace(homedir()), folder)
  return below.startsWith('..') ? folder : `~/${below}`
}

/** @param folder absolute, without links in it */
export const databaseIn = (folder: string, keeper: NssDatabase['keeper']): NssDatabase => ({
  folder,
  keeper,
  label: labelOf(folder, keeper),
  serialNumber: createHash('sha256').update(placeOf(folder)).digest('hex').slice(0, SERIAL_DIGITS),
})

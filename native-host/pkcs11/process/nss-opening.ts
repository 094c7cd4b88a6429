import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { PKCS11 } from 'pkcs11js'
import { DATABASE_FILES, databaseParameters, NO_DATABASE } from '../../os-store/nss/nss-parameters.ts'
import { ckrOf } from '../ckr.ts'
import { CKF, CKU_SO } from '../constants.ts'
import type { DatabaseAccess } from '../token-facts.ts'
import type { NssDatabase } from '../verbs.ts'

/** Opening an NSS database without making it, and making it where it is to be written to. */

/** NSS itself waits a second for another program's lock, and then says no more than CKR_GENERAL_ERROR. */
const TRIES = 3

const initialise = (module: PKCS11, libraryParameters: string): void => {
  module.C_Initialize({ libraryParameters })
}

const patiently = (open: () => void, left = TRIES - 1): void => {
  try {
    open()
  } catch (error) {
    if (left === 0 || ckrOf(error) !== 'CKR_GENERAL_ERROR') throw error
    patiently(open, left - 1)
  }
}

const isMade = (folder: string): boolean => DATABASE_FILES.every((name) => existsSync(join(folder, name)))

const openMade = (module: PKCS11, folder: string): DatabaseAccess => {
  try {
    patiently(() => initialise(module, databaseParameters(folder, 'open')))
    return 'open'
  } catch (error) {
    if (ckrOf(error) !== 'CKR_TOKEN_WRITE_PROTECTED') throw error
    initialise(module, databaseParameters(folder, 'read-only'))
    return 'read-only'
  }
}

/** Opens a database as it is; of one that is not there only the module. */
export const openDatabase = (module: PKCS11, { folder }: NssDatabase): DatabaseAccess => {
  if (isMade(folder)) return openMade(module, folder)
  initialise(module, NO_DATABASE)
  return 'unmade'
}

/** Makes it, or opens it where somebody else has been faster. */
export const makeDatabase = (module: PKCS11, { folder }: NssDatabase): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  module.C_Finalize()
  patiently(() => initialise(module, databaseParameters(folder, 'open')))
}

const isBegun = (module: PKCS11, slot: Buffer): boolean =>
  Boolean(module.C_GetTokenInfo(slot).flags & CKF.USER_PIN_INITIALIZED)

/** A new database takes no keys before it has a password, be it the empty one, which is what browsers give it. */
export const beginDatabase = (module: PKCS11, slot: Buffer): void => {
  if (isBegun(module, slot)) return
  const session = module.C_OpenSession(slot, CKF.SERIAL_SESSION | CKF.RW_SESSION)
  try {
    module.C_Login(session, CKU_SO, '')
    module.C_InitPIN(session, '')
    module.C_Logout(session)
  } finally {
    module.C_CloseSession(session)
  }
}

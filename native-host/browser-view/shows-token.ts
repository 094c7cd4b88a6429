import { withDrivers } from '../pkcs11/drivers.ts'
import { sameToken, type TokenName } from '../pkcs11/names.ts'

/** Whether a driver shows this very token. */
export const showsToken = (path: string, token: TokenName): Promise<boolean> =>
  withDrivers([{ kind: 'module', path }], async ({ tokens }) => tokens.some((found) => sameToken(found.token, token)))

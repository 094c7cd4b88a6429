/** What NSS's module is told at C_Initialize (its own language, see "PKCS #11 Module Specs" of NSS). Pure. */

/** Both must be there: certificates, and keys. */
export const DATABASE_FILES = ['cert9.db', 'key4.db'] as const

/** A path with quotes, blanks or backslashes in it stays one value. */
const quoted = (value: string): string => `'${value.replace(/[\\']/g, (one) => `\\${one}`)}'`

/** `read-only`: of files that cannot be written. Without `forceOpen` NSS refuses them. */
export const databaseParameters = (folder: string, access: 'open' | 'read-only'): string => {
  const flags = access === 'open' ? '' : 'readOnly,forceOpen'
  return `configdir=${quoted(`sql:${folder}`)} certPrefix='' keyPrefix='' secmod='secmod.db' flags=${flags}`
}

/** The module without any database: `readOnly` would make the files where they are missing. */
export const NO_DATABASE = "configdir='' certPrefix='' keyPrefix='' secmod='' flags=noCertDB,noModDB"

/** What the object model knows of an object identifier. */
export interface ObjectIdName {
  readonly oid: string
  /** CERTENROLL_OBJECTID's number: `Name` of an IObjectId, and what InitializeFromName takes. */
  readonly number: number
  /** FriendlyName, and what InitializeFromAlgorithmName takes, in any case. */
  readonly name: string
}

/** Algorithms and key usages that enrolment pages name. Numbers from certenroll.h. */
export const OBJECT_ID_NAMES: readonly ObjectIdName[] = [
  { oid: '1.2.840.113549.1.1.1', number: 16, name: 'RSA' },
  { oid: '1.2.840.113549.2.5', number: 48, name: 'md5' },
  { oid: '1.3.14.3.2.26', number: 89, name: 'sha1' },
  { oid: '2.5.29.15', number: 176, name: 'Key Usage' },
  { oid: '2.5.29.37', number: 188, name: 'Enhanced Key Usage' },
  { oid: '1.3.6.1.5.5.7.3.2', number: 245, name: 'Client Authentication' },
  { oid: '1.3.6.1.5.5.7.3.4', number: 247, name: 'Secure Email' },
  { oid: '1.3.6.1.4.1.311.20.2', number: 218, name: 'Certificate Template Name' },
  { oid: '2.16.840.1.101.3.4.2.1', number: 345, name: 'sha256' },
  { oid: '2.16.840.1.101.3.4.2.2', number: 346, name: 'sha384' },
  { oid: '2.16.840.1.101.3.4.2.3', number: 347, name: 'sha512' },
  { oid: '1.2.840.10045.2.1', number: 349, name: 'ECC' },
]

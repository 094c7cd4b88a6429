import { ckrOf, isTemplateRefused } from '../ckr.ts'
import { CERTIFICATE_CATEGORY_AUTHORITY, CKA, CKO } from '../constants.ts'
import { type Attribute, certificateTemplate, searchTemplate } from '../templates.ts'
import type { Verbs } from '../verbs.ts'
import type { Cryptoki, Handle } from './cryptoki.ts'
import { freeLabel } from './nickname.ts'

/** The certificate of an authority, for programs that want the chain. It has no key, and so no id. */

type Args = Verbs['write-authority']['args']

const withoutId = (args: Args): readonly Attribute[] =>
  certificateTemplate({ ...args, id: new Uint8Array() }).filter(({ type }) => type !== CKA.ID)

const CATEGORY: Attribute = { type: CKA.CERTIFICATE_CATEGORY, value: CERTIFICATE_CATEGORY_AUTHORITY }

const isThere = (cryptoki: Cryptoki, session: Handle, der: Uint8Array): boolean =>
  cryptoki
    .find(session, searchTemplate(CKO.CERTIFICATE))
    .some((one) => cryptoki.read(session, one, CKA.VALUE)?.equals(der))

/** Some tokens know no categories: then the certificate itself says whose it is. */
export const writeAuthority = (cryptoki: Cryptoki, session: Handle, args: Args): void => {
  if (isThere(cryptoki, session, args.der)) return
  const template = withoutId({ ...args, label: freeLabel(cryptoki, session, args.label, args.subjectDer) })
  try {
    cryptoki.create(session, [...template, CATEGORY])
  } catch (error) {
    if (!isTemplateRefused(ckrOf(error))) throw error
    cryptoki.create(session, template)
  }
}

import { HRESULT } from '../hresult.ts'
import { fail } from '../hresult-error.ts'

/** X509CertificateEnrollmentContext */
const CONTEXT_USER = 1
const CONTEXT_MACHINE = 2
const CONTEXT_ADMINISTRATOR_FORCE_MACHINE = 3

/** A page enrols for the user who sits before it, and never for the computer. */
export const onlyUser = (context: number): void => {
  if (context === CONTEXT_USER) return
  const isMachine = context === CONTEXT_MACHINE || context === CONTEXT_ADMINISTRATOR_FORCE_MACHINE
  fail(isMachine ? HRESULT.E_ACCESSDENIED : HRESULT.E_INVALIDARG)
}

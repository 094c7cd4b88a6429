import type { BankProfile } from '../bank/profile.ts'
import type { BankFace } from './state.ts'

/** What is shown of a bank, and what its certificates are judged by. */
export const faceOf = ({ id, name, service, roles, renewal, fields }: BankProfile): BankFace => ({
  id,
  name,
  service,
  roles,
  idDigits: fields.corporateId?.digits ?? null,
  rules: renewal,
})

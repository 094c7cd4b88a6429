import type { X509Certificate } from 'node:crypto'
import { userIdOf } from '../../subject.ts'

export type Role = 'administrator' | 'user'

export const ROLE_NAMES: Readonly<Record<Role, string>> = { administrator: '管理者', user: '利用者' }

export function roleOf(certificate: X509Certificate): Role {
  return userIdOf(certificate) === '' ? 'administrator' : 'user'
}

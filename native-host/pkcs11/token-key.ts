import { createHash } from 'node:crypto'
import type { TokenName } from './names.ts'

/** The name of a token's files: what is engraved in it, as 32 hexadecimal digits. */
export const tokenKey = ({ manufacturer, serialNumber }: TokenName): string =>
  createHash('sha256').update(`${manufacturer}\0${serialNumber}`).digest('hex').slice(0, 32)

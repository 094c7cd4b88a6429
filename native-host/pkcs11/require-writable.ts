import { KoshinError } from '../../src/protocol/errors.ts'
import { storeFailed } from '../os-store/system-command.ts'
import { kindOf } from './token-facts.ts'
import type { TokenFacts } from './verbs.ts'

/** @throws KoshinError token-read-only, computer-store-failed: before anybody is asked for a PIN */
export const requireWritable = ({ writeProtected, keeper }: TokenFacts): void => {
  if (!writeProtected) return
  throw kindOf(keeper) === 'computer' ? storeFailed('read-only') : new KoshinError('token-read-only')
}

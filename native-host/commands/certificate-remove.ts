import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import type { HostContext } from './context.ts'

/** PLACEHOLDER */
export const certificateRemove = async (
  _params: HostParams<'certificate.remove'>,
  _context: HostContext,
): Promise<HostResult<'certificate.remove'>> => {
  throw new KoshinError('internal')
}

import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import type { HostContext } from './context.ts'

/** PLACEHOLDER */
export const certificateMove = async (
  _params: HostParams<'certificate.move'>,
  _context: HostContext,
): Promise<HostResult<'certificate.move'>> => {
  throw new KoshinError('internal')
}

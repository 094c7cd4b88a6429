import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import type { HostContext } from './context.ts'

/** PLACEHOLDER */
export const certificateImport = async (
  _params: HostParams<'certificate.import'>,
  _context: HostContext,
): Promise<HostResult<'certificate.import'>> => {
  throw new KoshinError('internal')
}

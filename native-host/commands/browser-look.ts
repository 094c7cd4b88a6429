import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import type { HostContext } from './context.ts'

/** PLACEHOLDER */
export const browserLook = async (
  _params: HostParams<'browser.look'>,
  _context: HostContext,
): Promise<HostResult<'browser.look'>> => {
  throw new KoshinError('internal')
}

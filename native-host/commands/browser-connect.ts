import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import type { HostContext } from './context.ts'

/** PLACEHOLDER */
export const browserConnect = async (
  _params: HostParams<'browser.connect'>,
  _context: HostContext,
): Promise<HostResult<'browser.connect'>> => {
  throw new KoshinError('internal')
}

import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import type { HostContext } from './context.ts'

/** The drivers that the administrator allows, as the browser's policy names them. */
export const hostRestrict = async (
  { modules }: HostParams<'host.restrict'>,
  { restrict }: HostContext,
): Promise<HostResult<'host.restrict'>> => {
  restrict(modules)
  return {}
}

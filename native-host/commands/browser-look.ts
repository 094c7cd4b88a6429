import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import { withView } from '../browser-view/with-view.ts'
import type { HostContext } from './context.ts'

/** Whether the browser that started the host sees the certificates of a store. Changes nothing. */
export const browserLook = (
  { store }: HostParams<'browser.look'>,
  context: HostContext,
): Promise<HostResult<'browser.look'>> => withView(store, context, (view) => view.look())

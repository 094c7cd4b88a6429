import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import type { View } from '../browser-view/view.ts'
import { withView } from '../browser-view/with-view.ts'
import type { HostContext } from './context.ts'

/** A folder that cannot be written to, say. */
const connect = async (view: View): Promise<void> => {
  try {
    await view.connect()
  } catch (error) {
    if (error instanceof KoshinError || !(error instanceof Error) || !('code' in error)) throw error
    throw new KoshinError('browser-not-connected', { detail: String(error.code) })
  }
}

/** Makes it see them, as far as that is the host's to do. Can be done again: nothing is added twice. */
export const browserConnect = (
  { store }: HostParams<'browser.connect'>,
  context: HostContext,
): Promise<HostResult<'browser.connect'>> =>
  withView(store, context, async (view) => {
    await connect(view)
    return view.look()
  })

import type { HostMethod, HostParams, HostResult } from '../../src/protocol/host.ts'
import type { HostRequest } from '../../src/protocol/json-rpc.ts'
import { welcome } from '../stdio/welcome.ts'
import type { HostContext } from './context.ts'

/** Every method and who carries it out; each is loaded when it is first asked for. */

type Command<M extends HostMethod> = (params: HostParams<M>, context: HostContext) => Promise<HostResult<M>>
type Commands = { readonly [M in HostMethod]: () => Promise<Command<M>> }

const COMMANDS: Commands = {
  'host.hello': async () => async (params) => welcome(params.protocol),
  'host.restrict': async () => (await import('./host-restrict.ts')).hostRestrict,
  'store.list': async () => (await import('./store-list.ts')).storeList,
  'certificate.list': async () => (await import('./certificate-list.ts')).certificateList,
  'certificate.read': async () => (await import('./certificate-read.ts')).certificateRead,
  'certificate.prove': async () => (await import('./certificate-prove.ts')).certificateProve,
  'certificate.import': async () => (await import('./certificate-import.ts')).certificateImport,
  'certificate.move': async () => (await import('./certificate-move.ts')).certificateMove,
  'certificate.remove': async () => (await import('./certificate-remove.ts')).certificateRemove,
  'browser.look': async () => (await import('./browser-look.ts')).browserLook,
  'browser.connect': async () => (await import('./browser-connect.ts')).browserConnect,
  'enrolment.prepare': async () => (await import('./enrolment-prepare.ts')).enrolmentPrepare,
  'enrolment.install': async () => (await import('./enrolment-install.ts')).enrolmentInstall,
  'enrolment.list': async () => (await import('./enrolment-list.ts')).enrolmentList,
  'enrolment.rescue': async () => (await import('./enrolment-rescue.ts')).enrolmentRescue,
  'enrolment.discard': async () => (await import('./enrolment-discard.ts')).enrolmentDiscard,
  'status.export': async () => (await import('./status-export.ts')).statusExport,
}

export const dispatch = async ({ method, params }: HostRequest, context: HostContext): Promise<unknown> => {
  const command = (await COMMANDS[method]()) as (params: unknown, context: HostContext) => Promise<unknown>
  return command(params, context)
}

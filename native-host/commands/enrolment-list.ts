import type { HostResult } from '../../src/protocol/host.ts'
import type { HostContext } from './context.ts'
import { enrolmentView } from './enrolment-view.ts'

/** All enrolments, the oldest first; from the journal alone. Records that cannot be read are told by `koshin doctor`. */
export const enrolmentList = async (_: unknown, { journal }: HostContext): Promise<HostResult<'enrolment.list'>> => {
  const { records, unreadable } = journal.list()
  return { enrolments: records.map(enrolmentView), unreadable: unreadable.length }
}

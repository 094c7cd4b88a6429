import type { HostResult } from '../../src/protocol/host.ts'

/** Keys of Koshin that no readable record names. */
export const enrolmentRescue = async (): Promise<HostResult<'enrolment.rescue'>> => ({ enrolments: [] })

import type { BankProfile } from '../../src/bank/profile.ts'
import { readAny } from '../../src/notice/read-any.ts'
import type { GeneralReading } from '../../src/notice/reading.ts'
import { domPage } from '../ui/dom-page.ts'

/**
 * Put into a page of a site that is not allowed when the user asks what it is, and at no other time. Loading reads nothing: the
 * background calls this one function and has the reading as its answer. The page's own script cannot see either.
 */
globalThis.koshinAsk = (profiles: readonly BankProfile[]): GeneralReading => readAny(profiles, domPage(document))

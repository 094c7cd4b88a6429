import { dayInJapan } from '../../src/certificate/validity.ts'
import type { Mark } from '../../src/protocol/extension.ts'
import type { MarkPlan } from '../../src/renewal/mark-of.ts'
import type { Notice } from '../../src/renewal/state.ts'
import { longDate } from '../ui/dates.ts'
import { certificateName } from '../ui/names.ts'
import type { Texts } from '../ui/texts.ts'

/** The mark in the user's language. */
export const markText = (plan: MarkPlan, { next }: Notice, texts: Texts): Mark => {
  const { label, count, heading, certificate, asksBeforeLeaving } = plan
  const sentence = texts(plan.sentence, {
    button: plan.sentence === 'mark_obtain_sentence' ? (label ?? '') : (next ?? label ?? ''),
    name: certificate ? certificateName(certificate) : '',
    date: certificate ? longDate(dayInJapan(certificate.notAfter), texts) : '',
  })
  return { label, count, heading: heading ? texts(heading) : '', sentence, asksBeforeLeaving }
}

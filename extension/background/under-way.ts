import { bankOfOrigin, type KnownBanks } from '../../src/bank/bank-of-origin.ts'
import { bankPage } from '../../src/bank/bank-page.ts'
import type { CertificateEntry, Enrolment } from '../../src/protocol/schema.ts'
import { type Knowledge, originOf } from '../../src/reminder/tie.ts'
import { faceOf } from '../../src/renewal/face-of.ts'
import type { Unfinished } from '../../src/renewal/holdings.ts'
import { pendingEnrolments } from '../../src/renewal/readiness.ts'
import type { BankFace } from '../../src/renewal/state.ts'
import { pendingRows } from '../../src/status/pending-rows.ts'
import type { PendingRow } from '../../src/status/report.ts'
import { readKeptAnswer } from './kept-answers.ts'

/** Where a renewal begins or goes on: the bank's page, and what is under way already. */

/** By the URI of a certificate: origin of its bank's page. */
export const bankPagesOf = (
  certificates: readonly CertificateEntry[],
  knowledge: Knowledge,
  banks: KnownBanks,
): Record<string, string> =>
  Object.fromEntries(
    certificates.flatMap((certificate) => {
      const seen = originOf(certificate, knowledge)
      const page = seen === null ? null : bankPage(seen, banks)
      return page === null ? [] : [[certificate.uri, page]]
    }),
  )

const bankAt = (origin: string, banks: KnownBanks): BankFace | null => {
  const bank = bankOfOrigin(origin, banks)
  return bank && faceOf(bank)
}

const asUnfinished = async (enrolment: Enrolment, row: PendingRow, banks: KnownBanks): Promise<Unfinished> => {
  const { id, origin } = enrolment
  return {
    row,
    enrolment,
    bank: origin === null ? null : bankAt(origin, banks),
    answerHere: (await readKeptAnswer(id)) !== null,
    page: origin === null ? null : bankPage(origin, banks),
  }
}

/** Enrolments that are neither done nor discarded, newest first. @param now milliseconds since the epoch */
export const unfinished = (
  enrolments: readonly Enrolment[],
  banks: KnownBanks,
  now: number,
): Promise<readonly Unfinished[]> =>
  Promise.all(
    pendingEnrolments(enrolments).flatMap((enrolment) =>
      pendingRows([enrolment], now).map((row) => asUnfinished(enrolment, row, banks)),
    ),
  )

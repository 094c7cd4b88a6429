import { bankIdOf } from '../certificate/bank-id.ts'
import { nameText } from '../certificate/certificate.ts'
import type { CertificateEntry } from '../protocol/schema.ts'
import { dueOf } from '../reminder/due.ts'
import { successionOf } from '../reminder/succession.ts'
import { isOfEnrolment, type Knowledge, type Tie, tieOf } from '../reminder/tie.ts'
import { idsIn } from '../renewal/ids-in.ts'
import { roleOf } from '../renewal/role-of.ts'
import { needsRenewal, stateOf } from './certificate-state.ts'
import type { CertificateRow } from './report.ts'
import type { ReportStore } from './report-store.ts'

const NOBODYS: Tie = { bank: null, like: null, role: null }

/** 2026-12-10T15:00:00.000Z → 2026-12-10T15:00:00Z */
export const instantText = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`

/** Where several banks name certificates alike, what they all say of this one is certain too. */
const roleAmong = (certificate: CertificateEntry, { known }: Knowledge): Tie['role'] => {
  const roles = known.flatMap((bank) => roleOf(certificate, bank) ?? [])
  const [first = null] = roles
  return roles.every(({ id }) => id === first?.id) ? first : null
}

type Row = Omit<CertificateRow, 'store'>

const rowOf = (certificate: CertificateEntry, holders: Knowledge, siblings: Knowledge, now: number): Row => {
  const tie = tieOf(certificate, siblings) ?? NOBODYS
  const due = dueOf(certificate, tie, now)
  const state = stateOf(certificate, due, successionOf(certificate, holders), now)
  const [corporateId = null, userId = null] = idsIn(certificate, tie.bank ? [tie.bank] : siblings.known) ?? []
  const { bank } = tie
  const role = tie.role ?? roleAmong(certificate, siblings)
  return {
    sha256: certificate.sha256,
    bank: bank && { id: bank.id, name: bank.name },
    corporateId,
    userId,
    role: role && { id: role.id, name: role.name },
    name: due.name,
    serialNumber: certificate.serialNumber,
    issuer: nameText(certificate.issuer),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    lastDay: due.lastDay,
    until: due.until,
    end: instantText(due.end),
    daysLeft: due.daysLeft,
    renewableFrom: due.opens,
    key: certificate.key,
    state,
    needsRenewal: needsRenewal(state, due),
  }
}

const byHolder = (certificates: readonly CertificateEntry[]): ReadonlyMap<string, CertificateEntry[]> => {
  const holders = new Map<string, CertificateEntry[]>()
  for (const certificate of certificates) {
    const id = bankIdOf(certificate)
    const others = holders.get(id)
    if (others) others.push(certificate)
    else holders.set(id, [certificate])
  }
  return holders
}

type StoreOf = (uri: string) => ReportStore

/**
 * A row for each of these, in their order. Every one is looked at beside its own holder's and those that an enrolment names, not
 * beside all: the answer is the same, and a thousand are no trouble.
 * @param knowledge its certificates have these among them
 * @param storeOf by the URI of a store
 * @param now milliseconds since the epoch
 */
export const rowsOf = (
  certificates: readonly CertificateEntry[],
  knowledge: Knowledge,
  storeOf: StoreOf,
  now: number,
): { readonly certificate: CertificateEntry; readonly row: CertificateRow }[] => {
  const { enrolments } = knowledge
  const holders = byHolder(knowledge.certificates)
  const named = knowledge.certificates.filter((one) => enrolments.some((enrolment) => isOfEnrolment(one, enrolment)))
  const siblings = { ...knowledge, certificates: named }
  return certificates.map((certificate) => {
    const ofHolder = { ...knowledge, certificates: holders.get(bankIdOf(certificate)) ?? [] }
    const row = { ...rowOf(certificate, ofHolder, siblings, now), store: storeOf(certificate.store) }
    return { certificate, row }
  })
}

/** One row a certificate and store, the one that ends first before the others. Parameters as of `rowsOf`. */
export const certificateRows = (knowledge: Knowledge, storeOf: StoreOf, now: number): CertificateRow[] =>
  rowsOf(knowledge.certificates, knowledge, storeOf, now)
    .map(({ row }) => row)
    .toSorted((a, b) => a.end.localeCompare(b.end))

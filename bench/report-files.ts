import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CertificateRow, StatusReport } from '../src/status/report.ts'

/** A company's reports: as many files as computers, and certificates of which some lie in several of them. */

const DAY_MS = 86_400_000

/** A certificate in so many is in the reports of two computers. */
const SHARED_EVERY = 10

const instant = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`
const day = (time: number): string => instant(time).slice(0, 10)

/** Ten digits, by which a certificate is found in the page. */
export const idOf = (certificate: number): string => String(7_000_000_000 + certificate)

/** The higher its number, the later it ends: the first is the most pressing one. @param now milliseconds since the epoch */
const rowOf = (certificate: number, now: number): CertificateRow => {
  const end =
    Math.floor(now / DAY_MS) * DAY_MS + 15 * 3_600_000 + (5 + (certificate % 360)) * DAY_MS + certificate * 1000
  return {
    sha256: certificate.toString(16).padStart(64, '0'),
    bank: { id: 'renshu-shinkin', name: { ja: 'れんしゅう信用金庫', en: 'Renshu Shinkin Bank' } },
    corporateId: idOf(certificate),
    userId: null,
    role: { id: 'administrator', name: { ja: '管理者', en: 'administrator' } },
    name: idOf(certificate),
    store: { kind: 'token', keeper: 'token', label: '専用USB', serialTail: String(certificate % 10_000) },
    serialNumber: certificate.toString(16).toUpperCase().padStart(16, '0'),
    issuer: 'CN=Renshu Practice CA, OU=Client Certificates, O=Renshu Shinkin Bank, C=JP',
    notBefore: instant(end - 365 * DAY_MS),
    notAfter: instant(end - 1000),
    lastDay: day(end),
    until: null,
    end: instant(end),
    daysLeft: Math.round((end - now) / DAY_MS),
    renewableFrom: day(end - 30 * DAY_MS),
    key: 'present',
    state: 'valid',
    needsRenewal: true,
  }
}

const reportOf = (computer: number, certificates: readonly number[], now: number): StatusReport => ({
  format: 'koshin-status',
  version: 1,
  generatedAt: instant(now - computer * 60_000),
  computer: `KEIRI-${String(computer).padStart(3, '0')}`,
  hostVersion: '0.1.0',
  idsShortened: false,
  certificates: certificates.map((certificate) => rowOf(certificate, now)),
  strayKeys: [],
  enrolments: [],
  unreadableRecords: 0,
  failedStores: [],
})

/**
 * Writes them into a folder, each as `koshin status --format json` does.
 * @param certificates of all computers together, each counted once
 * @param now milliseconds since the epoch
 * @returns the files' paths
 */
export const writeReports = (folder: string, computers: number, certificates: number, now: number): string[] => {
  mkdirSync(folder, { recursive: true })
  const numbers = Array.from({ length: certificates }, (_, index) => index)
  return Array.from({ length: computers }, (_, computer) => {
    const own = numbers.filter((number) => number % computers === computer)
    const next = (computer + 1) % computers
    const shared = numbers.filter(
      (number) => number % computers === next && Math.floor(number / computers) % SHARED_EVERY === 0,
    )
    const file = join(folder, `KEIRI-${computer}.json`)
    writeFileSync(file, `${JSON.stringify(reportOf(computer, [...own, ...shared], now), null, 2)}\n`)
    return file
  })
}

import { X509Certificate } from 'node:crypto'
import { openssl } from './openssl.ts'

/** The certificates of an answer: leaf, issuing CA, root. */
export async function certificatesOf(answer: string): Promise<X509Certificate[]> {
  const pem = `-----BEGIN PKCS7-----\n${answer}-----END PKCS7-----\n`
  const { stdout } = await openssl(['pkcs7', '-print_certs'], pem)
  const certificates = stdout.toString().match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  return certificates.map((certificate) => new X509Certificate(certificate))
}

/** What the page would hand to InstallResponse. */
export function answerOf(html: string): string {
  return JSON.parse(/var response = (".*");/.exec(html)?.[1] ?? '""')
}

/** Where a 処理中 screen goes by itself. */
export function nextOf(html: string): string | undefined {
  return /location\.replace\("([^"]+)"\)/.exec(html)?.[1]
}

export function buttons(html: string): string[] {
  return [...html.matchAll(/<input type="(?:button|submit)"(?: name="[^"]+")? value="([^"]+)"/g)].map(
    ([, value]) => value ?? '',
  )
}

export function cells(html: string): string[] {
  return [...html.matchAll(/<td(?: bgcolor="#ddeeff" nowrap)?>([^<]+)<\/td>/g)].map(([, text]) => text ?? '')
}

/** The 管理者カード's positions that the page asks for: ア-1. */
export function positionsAsked(html: string): string[] {
  return cells(html).filter((text) => /^[ア-コ]-[1-5]$/.test(text))
}

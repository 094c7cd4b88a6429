import { KoshinError, toReport } from '../../src/protocol/errors.ts'
import type { WholeCertificate } from '../../src/protocol/extension.ts'
import type { Holdings } from '../../src/renewal/holdings.ts'
import type { HostConnection } from './host-connection.ts'

const sha256Of = async (base64: string): Promise<string> => {
  const der = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', der))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const read = async (host: HostConnection, holdings: Holdings, uri: string): Promise<WholeCertificate> => {
  const held = holdings.certificates.find(({ certificate }) => certificate.uri === uri)
  if (!held) throw new KoshinError('certificate-missing')
  const { certificate, usage } = await host.call('certificate.read', { certificate: uri })
  // The store may have been changed since the page was drawn: nobody takes another one along for the one on the screen.
  if ((await sha256Of(certificate)) !== held.certificate.sha256) throw new KoshinError('certificate-missing')
  return { ok: true, certificate, usage }
}

/** A certificate that the page shows, as it lies in its store. */
export const wholeCertificate = async (
  host: HostConnection,
  holdings: Holdings,
  uri: string,
): Promise<WholeCertificate> => {
  try {
    return await read(host, holdings, uri)
  } catch (error) {
    return { ok: false, error: toReport(error) }
  }
}

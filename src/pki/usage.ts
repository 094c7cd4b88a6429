import { type CertificateUsage, KEY_USAGES } from '../certificate/usage.ts'
import { extendedKeyUsage, keyUsageBits } from './extensions.ts'
import { orRefuse } from './refuse.ts'
import { readX509 } from './x509.ts'

/**
 * What a certificate says that its key is for. Nothing is judged.
 * @param der exactly one certificate, DER
 * @throws KoshinError `certificate-unreadable`
 */
export const readUsage = (der: Uint8Array): CertificateUsage =>
  orRefuse('certificate-unreadable', () => {
    const x509 = readX509(der)
    const bits = keyUsageBits(x509)
    const isSet = (bit: number): boolean => ((bits?.[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0
    return {
      keyUsage: bits ? KEY_USAGES.filter((_, bit) => isSet(bit)) : null,
      purposes: extendedKeyUsage(x509) ?? null,
    }
  })

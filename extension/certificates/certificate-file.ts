/** A certificate as files that other programs open. It is no secret: the key is not in it. */

/** RFC 7468 §2: so many characters a line. */
const LINE = /.{1,64}/g

/** @param certificate DER in base64, without line breaks */
export const pemOf = (certificate: string): string =>
  ['-----BEGIN CERTIFICATE-----', ...(certificate.match(LINE) ?? []), '-----END CERTIFICATE-----', ''].join('\n')

/** The end of a serial number tells two apart, and no file system minds its letters. */
const MOST_DIGITS = 16

export interface CertificateFile {
  readonly name: string
  /** A data URL. */
  readonly url: string
}

/**
 * The same as text (`certificate-3A7F10C2884E.pem`) and in its own encoding (`….cer`), which Windows opens.
 * @param certificate DER in base64, without line breaks
 * @param serialNumber upper-case hexadecimal
 */
export const certificateFiles = (
  certificate: string,
  serialNumber: string,
): { readonly pem: CertificateFile; readonly cer: CertificateFile } => {
  const name = `certificate-${serialNumber.slice(-MOST_DIGITS)}`
  return {
    pem: { name: `${name}.pem`, url: `data:application/x-pem-file;base64,${btoa(pemOf(certificate))}` },
    cer: { name: `${name}.cer`, url: `data:application/pkix-cert;base64,${certificate}` },
  }
}

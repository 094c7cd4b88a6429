import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AuthorityFiles,
  authorityFiles,
  makeRsaKey,
  requestFor,
  signRequest,
} from './certificate-authority-files.ts'
import { asn1Time, type Validity } from './japanese-day.ts'
import { openssl } from './openssl.ts'
import { opensslSubject, type SubjectName } from './subject.ts'

export interface IssuedCertificate {
  /** Upper-case hex without separators, as Node's X509Certificate writes it. */
  readonly serialNumber: string
  readonly pem: string
  /** An attribute a line: "C=JP\nO=…\nCN=1234567890". */
  readonly subject: string
}

export interface KeyAndRequest {
  readonly privateKeyPem: string
  readonly csrPem: string
}

/** しんきん電子証明書認証局（練習） */
export class CertificateAuthority {
  readonly #folder: string
  readonly #files: AuthorityFiles
  // `openssl ca` keeps one index file and may run only once at a time.
  #queue: Promise<unknown> = Promise.resolve()

  private constructor(folder: string, files: AuthorityFiles) {
    this.#folder = folder
    this.#files = files
  }

  static async open(folder: string): Promise<CertificateAuthority> {
    return new CertificateAuthority(folder, await authorityFiles(folder))
  }

  /** Issuing and root certificate, PEM: what a client certificate is checked against. */
  get chainFile(): string {
    return this.#files.chain
  }

  /** Takes nothing but the public key from the request; its signature must hold. */
  issue(csrPem: string, subject: SubjectName, validity: Validity): Promise<IssuedCertificate> {
    const issued = this.#queue.then(() => this.#issueNow(csrPem, subject, validity))
    this.#queue = issued.catch(() => undefined)
    return issued
  }

  /** A new RSA key of 2048 bits and a request for it, made by openssl. */
  makeKey(): Promise<KeyAndRequest> {
    return this.#inScratch(async (scratch) => {
      const keyFile = join(scratch, 'client.key')
      await makeRsaKey(keyFile)
      return { privateKeyPem: await readFile(keyFile, 'utf8'), csrPem: await requestFor(keyFile) }
    })
  }

  /** The certificate and its chain as DER of a PKCS#7 that signs nothing. */
  pkcs7(leafPem: string): Promise<Buffer> {
    return this.#inScratch(async (scratch) => {
      const leaf = join(scratch, 'leaf.pem')
      await writeFile(leaf, leafPem)
      const certificates = ['-certfile', leaf, '-certfile', this.#files.chain]
      return (await openssl(['crl2pkcs7', '-nocrl', ...certificates, '-outform', 'DER'])).stdout
    })
  }

  #issueNow(csrPem: string, subject: SubjectName, { notBefore, notAfter }: Validity): Promise<IssuedCertificate> {
    return this.#inScratch(async (scratch) => {
      const out = join(scratch, 'leaf.pem')
      await signRequest(this.#files, csrPem, opensslSubject(subject), [
        ...['-cert', this.#files.issuingCertificate, '-keyfile', this.#files.issuingKey, '-extensions', 'client'],
        ...['-startdate', asn1Time(notBefore), '-enddate', asn1Time(notAfter), '-out', out],
      ])
      const pem = await readFile(out, 'utf8')
      const certificate = new X509Certificate(pem)
      return { serialNumber: certificate.serialNumber, pem, subject: certificate.subject }
    })
  }

  async #inScratch<Result>(work: (scratch: string) => Promise<Result>): Promise<Result> {
    const scratch = await mkdtemp(join(this.#folder, 'scratch-'))
    try {
      return await work(scratch)
    } finally {
      await rm(scratch, { recursive: true, force: true })
    }
  }
}

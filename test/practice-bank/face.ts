import type { Charset } from './charset.ts'

/** What a bank's pages have in common, and the words in which they differ from another bank's. */
export interface Face {
  readonly bank: string
  readonly service: string
  /** Stands above the screens on which a certificate is renewed. */
  readonly authority: string
  readonly charset: Charset
  /** What this bank calls a log-on. */
  readonly logOn: 'ログオン' | 'ログイン'
  /** What a customer is told whose certificate has expired. */
  readonly afterExpiry: string
}

export const ISSUED_ANEW = '電子証明書の再発行については、お取引店へお問い合わせください。'

import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import https from 'node:https'
import { type Charset, decode, encodeForm } from './charset.ts'
import type { PracticeBank } from './practice-bank.ts'

export interface PageSeen {
  readonly status: number
  readonly location: string | undefined
  readonly html: string
  readonly title: string
  readonly contentType: string | undefined
  /** As they came, before the charset was applied. */
  readonly bytes: Buffer
}

export interface ClientKey {
  readonly pem: string
  readonly privateKeyPem: string
}

/** Somebody without a browser: follows the bank's screens by hand, keeps its cookie, runs no script. */
export class Visitor {
  readonly #bank: PracticeBank
  readonly #address: URL
  readonly #agent: https.Agent
  #cookie = ''
  /** Of the page in front: forms go out in it. */
  #charset: Charset = 'UTF-8'

  /**
   * @param client the certificate to log on with; without it, none is presented
   * @param origin one of the bank's
   */
  constructor(bank: PracticeBank, client?: ClientKey, origin: string = bank.origin) {
    this.#bank = bank
    this.#address = new URL(origin)
    this.#agent = new https.Agent({
      ca: readFileSync(bank.tlsCaFile),
      servername: this.#address.hostname,
      ...(client === undefined ? {} : { cert: client.pem, key: client.privateKeyPem }),
    })
  }

  get(path: string): Promise<PageSeen> {
    return this.#ask('GET', path, '')
  }

  post(path: string, form: Readonly<Record<string, string>> = {}): Promise<PageSeen> {
    return this.#ask('POST', path, encodeForm(form, this.#charset))
  }

  /** The screen after the log-on, or the one that refuses it. */
  async logOn(): Promise<PageSeen> {
    return this.follow(await this.get('/'))
  }

  /** The page that a redirect leads to; another page stays as it is. */
  async follow(seen: PageSeen): Promise<PageSeen> {
    return seen.location === undefined ? seen : this.follow(await this.get(seen.location))
  }

  /** For a visit with somebody else's cookie. */
  takeCookieOf(other: Visitor): void {
    this.#cookie = other.#cookie
  }

  #ask(method: string, path: string, body: string): Promise<PageSeen> {
    return new Promise((resolve, reject) => {
      const request = https.request(
        {
          // Not every system resolves names below localhost; browsers do.
          host: '127.0.0.1',
          port: this.#bank.port,
          agent: this.#agent,
          method,
          path,
          headers: {
            host: this.#address.host,
            cookie: this.#cookie,
            'content-type': 'application/x-www-form-urlencoded',
          },
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () => {
            this.#cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? this.#cookie
            const page = pageSeen(response, Buffer.concat(chunks))
            this.#charset = charsetOf(page.contentType)
            resolve(page)
          })
        },
      )
      request.on('error', reject)
      request.end(body)
    })
  }
}

function pageSeen({ statusCode, headers }: IncomingMessage, bytes: Buffer): PageSeen {
  const contentType = headers['content-type']
  const html = decode(bytes, charsetOf(contentType))
  const title = /<title>(.*)<\/title>/.exec(html)?.[1] ?? ''
  return { status: statusCode ?? 0, location: headers.location, html, title, contentType, bytes }
}

function charsetOf(contentType = ''): Charset {
  return contentType.endsWith('charset=Shift_JIS') ? 'Shift_JIS' : 'UTF-8'
}

import { readFileSync } from 'node:fs'
import https from 'node:https'
import type { PracticeBank } from './practice-bank.ts'

export interface PageSeen {
  readonly status: number
  readonly location: string | undefined
  readonly html: string
  readonly title: string
}

export interface ClientKey {
  readonly pem: string
  readonly privateKeyPem: string
}

/** Somebody without a browser: follows the bank's screens by hand, keeps its cookie, runs no script. */
export class Visitor {
  readonly #bank: PracticeBank
  readonly #agent: https.Agent
  #cookie = ''

  /** @param client the certificate to log on with; without it, none is presented */
  constructor(bank: PracticeBank, client?: ClientKey) {
    this.#bank = bank
    this.#agent = new https.Agent({
      ca: readFileSync(bank.tlsCaFile),
      servername: new URL(bank.origin).hostname,
      ...(client === undefined ? {} : { cert: client.pem, key: client.privateKeyPem }),
    })
  }

  get(path: string): Promise<PageSeen> {
    return this.#ask('GET', path, '')
  }

  post(path: string, form: Readonly<Record<string, string>> = {}): Promise<PageSeen> {
    return this.#ask('POST', path, new URLSearchParams(form).toString())
  }

  /** The screen after the log-on, or the one that refuses it. */
  async logOn(): Promise<PageSeen> {
    const answer = await this.get('/')
    return answer.location === undefined ? answer : this.get(answer.location)
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
            host: new URL(this.#bank.origin).host,
            cookie: this.#cookie,
            'content-type': 'application/x-www-form-urlencoded',
          },
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () => {
            this.#cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? this.#cookie
            resolve(
              pageSeen(response.statusCode ?? 0, response.headers.location, Buffer.concat(chunks).toString('utf8')),
            )
          })
        },
      )
      request.on('error', reject)
      request.end(body)
    })
  }
}

function pageSeen(status: number, location: string | undefined, html: string): PageSeen {
  return { status, location, html, title: /<title>(.*)<\/title>/.exec(html)?.[1] ?? '' }
}

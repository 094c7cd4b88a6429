import type { Readable, Writable } from 'node:stream'

/**
 * The Assuan protocol, client side, as far as pinentry needs it (libassuan manual, "Client requests", "Server
 * responses"): lines of at most 1000 bytes with their end; `OK`, `ERR code text`, `D data`, `S status`, `# comment`.
 */

export type Reply =
  | { readonly kind: 'ok'; readonly data: Buffer }
  /** `code`: libgpg-error's, with the source in the upper bits. */
  | { readonly kind: 'error'; readonly code: number }

type Line =
  | { readonly kind: 'ok' | 'other' | 'inquire' }
  | { readonly kind: 'error'; readonly code: number }
  | { readonly kind: 'data'; readonly data: Buffer }

const LINE_MOST = 999
const NEWLINE = 0x0a
const PERCENT = 0x25

/** In a parameter only the percent sign and line ends must be escaped; UTF-8 goes as it is. */
export const encodeParameter = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

/** A command line, cut at a character's end where it would be too long for the protocol. */
export const encodeCommand = (command: string, parameter?: string): Buffer => {
  if (parameter === undefined) return Buffer.from(`${command}\n`)
  const room = LINE_MOST - Buffer.byteLength(command) - 1
  let bytes = 0
  let kept = ''
  for (const character of parameter) {
    const encoded = encodeParameter(character)
    bytes += Buffer.byteLength(encoded)
    if (bytes > room) break
    kept += encoded
  }
  return Buffer.from(`${command} ${kept}\n`)
}

/** `%25` → `%`. Byte by byte, so that a PIN never becomes a string that cannot be erased. */
export const decodeData = (encoded: Uint8Array): Buffer => {
  const decoded = Buffer.alloc(encoded.length)
  let length = 0
  for (let at = 0; at < encoded.length; at++) {
    const byte = encoded[at] ?? 0
    const hex =
      byte === PERCENT
        ? Number.parseInt(String.fromCharCode(encoded[at + 1] ?? 0, encoded[at + 2] ?? 0), 16)
        : Number.NaN
    if (!Number.isNaN(hex)) at += 2
    decoded[length++] = Number.isNaN(hex) ? byte : hex
  }
  const data = Buffer.from(decoded.subarray(0, length))
  decoded.fill(0)
  return data
}

const startsWith = (line: Buffer, word: string): boolean =>
  line.subarray(0, word.length).toString('latin1') === word &&
  (line.length === word.length || line[word.length] === 0x20)

export const readLine = (line: Buffer): Line => {
  if (startsWith(line, 'D')) return { kind: 'data', data: decodeData(line.subarray(2)) }
  if (startsWith(line, 'OK')) return { kind: 'ok' }
  if (startsWith(line, 'INQUIRE')) return { kind: 'inquire' }
  if (startsWith(line, 'ERR'))
    return { kind: 'error', code: Number.parseInt(line.subarray(4).toString('latin1'), 10) || 0 }
  return { kind: 'other' }
}

/** The other side ended, or said what it must not. */
export class AssuanEnded extends Error {}

export class AssuanClient {
  readonly #input: Writable
  readonly #chunks: AsyncIterator<Buffer>
  #pending: Buffer = Buffer.alloc(0)

  constructor(streams: { readonly stdin: Writable; readonly stdout: Readable }) {
    this.#input = streams.stdin
    this.#chunks = streams.stdout[Symbol.asyncIterator]()
    // A pipe that breaks is noticed by the reading side, which then ends.
    this.#input.on('error', () => {})
  }

  /** Reads the greeting. @throws AssuanEnded */
  async greeting(): Promise<void> {
    if ((await this.#reply()).kind !== 'ok') throw new AssuanEnded('no greeting')
  }

  /** One command and its reply. @throws AssuanEnded */
  async command(command: string, parameter?: string): Promise<Reply> {
    this.#input.write(encodeCommand(command, parameter))
    return this.#reply()
  }

  async #reply(): Promise<Reply> {
    const parts: Buffer[] = []
    try {
      for (;;) {
        const line = await this.#line()
        if (line.kind === 'data') parts.push(line.data)
        else if (line.kind === 'error') return { kind: 'error', code: line.code }
        else if (line.kind === 'ok') return { kind: 'ok', data: Buffer.concat(parts) }
        else if (line.kind === 'inquire') this.#input.write('CAN\n')
      }
    } finally {
      for (const part of parts) part.fill(0)
    }
  }

  async #line(): Promise<Line> {
    for (;;) {
      const end = this.#pending.indexOf(NEWLINE)
      if (end !== -1) {
        const line = this.#pending.subarray(0, end)
        const read = readLine(line)
        line.fill(0)
        this.#pending = this.#pending.subarray(end + 1)
        return read
      }
      await this.#more()
    }
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#chunks.next()
    if (done) throw new AssuanEnded('ended')
    const joined = Buffer.concat([this.#pending, value])
    this.#pending.fill(0)
    value.fill(0)
    this.#pending = joined
  }
}

import { PageTrouble } from './trouble.ts'

/** A page that a browser saved as one file (.mht, .mhtml): a MIME message whose parts are the page, its frames and sheets (RFC 2557). */

export interface ArchivePart {
  readonly kind: 'page' | 'sheet'
  readonly bytes: Uint8Array
  /** Encoding, where the part's header names one. */
  readonly charset: string | null
  /** Content-Location, or empty. */
  readonly location: string
  /** Content-ID without its brackets, or empty. */
  readonly id: string
}

type Headers = ReadonlyMap<string, string>

const HEADER_BYTES = 8 * 1024

const headersOf = (text: string): Headers => {
  const lines = text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  const pairs = lines.map((line) => /^([\w-]+):\s*(.*)$/.exec(line)).filter((match) => match !== null)
  return new Map(pairs.map(([, name = '', value = '']) => [name.toLowerCase(), value]))
}

const parameter = (header: string, name: string): string | null => {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(header)
  return match?.[1] ?? match?.[2] ?? null
}

/** The header, and where the body begins. */
const cut = (text: string): [head: string, body: string] => {
  const end = /\r?\n\r?\n/.exec(text)
  return end ? [text.slice(0, end.index), text.slice(end.index + end[0].length)] : [text, '']
}

const QUOTED = /=([0-9A-Fa-f]{2})/g

const decodeBody = (body: string, transfer: string): Buffer => {
  if (/^base64$/i.test(transfer)) return Buffer.from(body, 'base64')
  if (!/^quoted-printable$/i.test(transfer)) return Buffer.from(body, 'latin1')
  const joined = body.replace(/[ \t]*=\r?\n/g, '')
  return Buffer.from(
    joined.replace(QUOTED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}

const partOf = (text: string): ArchivePart[] => {
  const [head, body] = cut(text.replace(/^\r?\n/, ''))
  const headers = headersOf(head)
  const type = headers.get('content-type') ?? ''
  const kind = /^text\/(html|css)\b/i.exec(type)?.[1]?.toLowerCase()
  if (kind === undefined) return []
  return [
    {
      kind: kind === 'html' ? 'page' : 'sheet',
      bytes: decodeBody(body, (headers.get('content-transfer-encoding') ?? '').trim()),
      charset: parameter(type, 'charset'),
      location: (headers.get('content-location') ?? '').trim(),
      id: (headers.get('content-id') ?? '').trim().replace(/^<(.*)>$/, '$1'),
    },
  ]
}

const isMessage = (headers: Headers): boolean => /^multipart\/related\b/i.test(headers.get('content-type') ?? '')

/**
 * The pages of an archive, the page itself first, and its style sheets; null: these bytes are no archive.
 * @throws PageTrouble for an archive that has no page
 */
export const archiveParts = (bytes: Uint8Array): ArchivePart[] | null => {
  const start = Buffer.from(bytes.subarray(0, HEADER_BYTES)).toString('latin1')
  const headers = headersOf(cut(start.trimStart())[0])
  if (!isMessage(headers)) return null
  const boundary = parameter(headers.get('content-type') ?? '', 'boundary')
  if (boundary === null) throw new PageTrouble('archive-without-page')
  const parts = Buffer.from(bytes).toString('latin1').split(`--${boundary}`).slice(1).flatMap(partOf)
  const pages = parts.filter(({ kind }) => kind === 'page')
  if (pages.length === 0) throw new PageTrouble('archive-without-page')
  return [...pages, ...parts.filter(({ kind }) => kind === 'sheet')]
}

import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Asked, Sent } from './routes.ts'
import type { TlsServerFiles } from './tls-server-files.ts'

const LARGEST_FORM = 64 * 1024

export interface SiteServer {
  readonly port: number
  close(): Promise<void>
}

export interface SiteServerOptions {
  readonly tls: TlsServerFiles
  /** PEM file of the CAs whose client certificates the handshake asks for; without it, it asks for none. */
  readonly clientCaFile?: string
  /** 0: a free one is chosen. */
  readonly port: number
  readonly reply: (asked: Asked) => Sent | Promise<Sent>
}

/** Serves on the loopback interface only. */
export async function startSiteServer({ tls, clientCaFile, port, reply }: SiteServerOptions): Promise<SiteServer> {
  const server = https.createServer(
    {
      key: readFileSync(tls.serverKey),
      cert: readFileSync(tls.serverCertificate),
      minVersion: 'TLSv1.2',
      // The bank lets everybody in as far as a page that says, in its words, why they get no further.
      rejectUnauthorized: false,
      ...(clientCaFile === undefined ? {} : { requestCert: true, ca: readFileSync(clientCaFile) }),
    },
    (request, response) => void serve(request, response, reply),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) }
}

async function serve(request: IncomingMessage, response: ServerResponse, reply: SiteServerOptions['reply']) {
  try {
    const { status, headers, body } = await reply(await readRequest(request))
    response.writeHead(status, headers).end(body)
  } catch (error) {
    console.error(error)
    response.writeHead(400).end()
  }
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  if (!(request.socket instanceof TLSSocket)) throw new Error('Only TLS connections reach this server')
  const url = new URL(request.url ?? '/', 'https://bank.invalid')
  return {
    host: request.headers.host ?? '',
    route: `${request.method} ${url.pathname}`,
    query: url.searchParams,
    body: await readBody(request),
    cookie: request.headers.cookie,
    socket: request.socket,
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LARGEST_FORM) throw new Error(`A form of more than ${LARGEST_FORM} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function closeServer(server: https.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

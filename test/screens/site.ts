import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { build } from 'vite'

const HERE = import.meta.dirname
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

/** The harness page, built as the extension is and served from this computer. */
export interface ScreensSite {
  readonly address: string
  readonly close: () => Promise<void>
}

const buildInto = async (folder: string): Promise<void> => {
  await build({
    root: HERE,
    configFile: false,
    logLevel: 'error',
    define: { __VERSION__: JSON.stringify('0.1.0') },
    resolve: { alias: { 'webextension-polyfill': resolve(HERE, 'no-browser.ts') } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { input: [resolve(HERE, 'index.html'), resolve(HERE, 'hostile.html')] },
    },
  })
}

/** The extension's own policy, so that a screen that needs more fails here and not with a user. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; require-trusted-types-for 'script'"

const serve = async (folder: string) => {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = pathname === '/' ? '/index.html' : pathname
    try {
      const body = await readFile(join(folder, file))
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
      response.setHeader('content-security-policy', POLICY)
      response.end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return server
}

export const openScreensSite = async (): Promise<ScreensSite> => {
  const folder = await mkdtemp(join(tmpdir(), 'koshin-screens-'))
  await buildInto(folder)
  const server = await serve(folder)
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

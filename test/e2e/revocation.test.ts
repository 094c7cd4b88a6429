import type { ChildProcess } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importOldCertificate } from '../practice-bank/browser-home.ts'
import { openssl } from '../practice-bank/openssl.ts'
import { freePort, letGo, type Paper, RevokingAuthority, serveLists } from '../practice-bank/revoking-authority.ts'
import { detailsOf, openCertificates } from '../world/certificates.ts'
import { press } from '../world/clicking.ts'
import { acceptPermission } from '../world/keyboard.ts'
import { inBackground, readSnapshot, waitForCertificates } from '../world/service-worker.ts'
import { openStage, type Stage } from '../world/stage.ts'

/**
 * Has a certificate been revoked? Asked of `openssl ocsp` and of a list made by `openssl ca`, on loopback. One story; each step starts
 * where the one before it has ended.
 */

const PASSWORD = 'himitsu'
const NAME = '1234567890009'

let stage: Stage
let browser: Browser
let page: Page
let authority: RevokingAuthority
let paper: Paper
let serialNumber: string
let ocspPort: number
let crlPort: number
let responder: ChildProcess | null = null
let listServer: Server
/** Paths that were asked of the server of lists. */
const asked: string[] = []

/** Key, certificate and issuer in the browser's own store, as a bank's file brings them there. */
const intoBrowserStore = async (): Promise<void> => {
  const file = join(stage.folder, 'with-addresses.p12')
  const words = ['-in', paper.pem, '-inkey', paper.key, '-certfile', authority.paper.pem, '-name', NAME]
  await openssl(['pkcs12', '-export', ...words, '-passout', `pass:${PASSWORD}`, '-out', file])
  const database = `sql:${stage.world.browserStore()}`
  await importOldCertificate({ database }, { oldKeyPkcs12File: file, pkcs12Password: PASSWORD })
}

const respond = async (...words: string[]): Promise<void> => {
  if (responder) await letGo(responder)
  responder = await authority.serveOcsp({ port: ocspPort, words })
}

beforeAll(async () => {
  stage = await openStage([], { logsOnWith: null })
  authority = await RevokingAuthority.found(stage.folder, { name: 'Practice CA' })
  ;[ocspPort, crlPort] = [await freePort(), await freePort()]
  paper = await authority.issue(NAME, [
    'extendedKeyUsage=clientAuth',
    `authorityInfoAccess=OCSP;URI:http://127.0.0.1:${ocspPort}/`,
    `crlDistributionPoints=URI:http://localhost:${crlPort}/list.crl`,
  ])
  serialNumber = new X509Certificate(paper.der).serialNumber
  await intoBrowserStore()
  listServer = await serveLists(crlPort, (path) => {
    asked.push(path)
    return authority.list()
  })
  await respond()
  browser = await stage.world.openBrowser()
  await waitForCertificates(browser)
  page = await openCertificates(browser)
  await detailsOf(page, serialNumber)
})
afterAll(async () => {
  if (responder) await letGo(responder)
  listServer?.close()
  await stage?.close()
})

const says = (words: string) => expect.poll(() => detailsOf(page, serialNumber), { timeout: 20_000 }).toContain(words)
const hosts = async (): Promise<readonly string[]> =>
  (await inBackground<{ origins?: string[] }>(browser, 'chrome.permissions.getAll()')).origins ?? []
const state = async () => Object.values((await readSnapshot(browser))?.holdings.revocations ?? {})

describe('at first', () => {
  it('nobody is asked: the button names the host that would be, and no host is allowed yet', async () => {
    const before = await hosts()
    await press(page, '失効していないか確かめる')
    await says('127.0.0.1')
    expect(await state()).toMatchObject([{ reason: 'not-allowed', next: { pattern: 'http://127.0.0.1/*' } }])
    expect(await hosts()).toEqual(before)
    expect(asked).toEqual([])
  })
})

describe('once its host is allowed', () => {
  it('the responder says that it has not been revoked', async () => {
    await press(page, '許可して確かめる')
    await acceptPermission(browser, stage.display.name)
    await says('失効していません。')
    expect(await detailsOf(page, serialNumber)).toContain('電子証明書の有効期限まで')
    expect(await state()).toMatchObject([{ state: 'good', by: 'ocsp', host: '127.0.0.1' }])
    expect(await hosts()).toContain('http://127.0.0.1/*')
  })

  it('the responder says that it has, since when and why', async () => {
    await authority.revoke(paper, '-crl_reason', 'superseded')
    await respond()
    await press(page, '失効をもう一度確かめる')
    await says('この電子証明書は失効しています')
    const words = await detailsOf(page, serialNumber)
    expect(words).toContain('新しい電子証明書への切り替え')
    // No bank renews it, however many days it has left.
    expect(words).not.toContain('電子証明書の有効期限まで')
  })

  it('an answer with a broken signature is not believed, and the list is offered instead', async () => {
    await respond('-badsig')
    await press(page, '失効をもう一度確かめる')
    await says('発行元からのものと確かめられません')
    expect(await state()).toMatchObject([{ reason: 'untrusted', next: { pattern: 'http://localhost/*' } }])
    expect(asked).toEqual([])
  })

  it('the list says the same, once its host is allowed as well', async () => {
    await press(page, '許可して確かめる')
    await acceptPermission(browser, stage.display.name)
    await says('この電子証明書は失効しています')
    expect(await state()).toMatchObject([{ state: 'revoked', by: 'crl', host: 'localhost', reason: 'superseded' }])
    expect(asked).toEqual(['/list.crl'])
  })
})

describe('when nobody answers', () => {
  const listen = async (port: number, listener: RequestListener): Promise<Server> => {
    const server = createServer(listener)
    await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
    return server
  }

  it('that is what it says, and never that all is well; a way elsewhere is not gone', async () => {
    if (responder) await letGo(responder)
    responder = null
    listServer.close()
    listServer.closeAllConnections()
    const heard: string[] = []
    const answer: RequestListener = ({ url = '' }, response) => {
      heard.push(url)
      response.writeHead(url === '/' ? 302 : 200, { location: '/elsewhere' }).end()
    }
    const server = await listen(ocspPort, answer)
    await press(page, '失効をもう一度確かめる')
    await says('問い合わせ先から答えがありませんでした')
    expect(await detailsOf(page, serialNumber)).not.toContain('失効していません')
    expect(heard).toEqual(['/'])
    server.close()
  })
})

import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extensionPage, press, waitForPage, waitForWords } from '../world/clicking.ts'
import { logOnFromToken, logOnIn } from '../world/log-on.ts'
import { openPopupOverFirst } from '../world/popup.ts'
import { goToStoreChoice, type Renewed, renewOntoToken } from '../world/renew.ts'
import { openStage, type Stage } from '../world/stage.ts'
import { BROWSER } from '../world/which-browser.ts'
import type { World } from '../world/world.ts'

/** The main job, whole: a real browser, a real CA, a real PKCS#11 module, a real TLS log-on at the end. */

let stage: Stage
let world: World
let renewed: Renewed
let before: Map<string, string>
let browser: Browser

beforeAll(async () => {
  stage = await openStage(['1234'])
  world = stage.world
  before = stage.objectFiles()
  browser = await world.openBrowser()
  const window = await goToStoreChoice(browser, world.bank)
  renewed = await renewOntoToken(browser, window)
})

afterAll(() => stage?.close())

const expectNewest = (words: string): void => {
  expect(words).toContain(renewed.serialNumber)
  expect(words).not.toContain('電子証明書の更新をお願いします')
}

/** What pkcs11-tool says of the key that Koshin made. */
const keyMade = (): string =>
  stage
    .pkcs11Tool('--login', '--pin', world.token.pin, '--list-objects', '--type', 'privkey')
    .split('Private Key Object')
    .find((key) => key.includes('koshin')) ?? ''
const idOfKeyMade = (): string => /ID:\s*([0-9a-f]+)/.exec(keyMade())?.[1] ?? ''

describe('002 専用USB: a renewal onto the token, by clicking', () => {
  it('takes at most 4 clicks and one PIN from 「専用USBに保存する」 to the end (the document: 8)', () => {
    expect(renewed.clicks).toBeLessThanOrEqual(4)
  })

  it('ends with the certificate that the bank has just issued', () => {
    expect(renewed.serialNumber).toBe(world.bank.issued().at(-1)?.serialNumber)
    expect(renewed.serialNumber).not.toBe(world.token.oldCertificateSerialNumber)
  })

  it('submits one request', () => {
    expect(world.bank.submissions()).toHaveLength(1)
  })

  it('leaves the old pair on the token as it was, to the byte', () => {
    const after = stage.objectFiles()
    expect([...before].filter(([file, bytes]) => after.get(file) !== bytes)).toEqual([])
    expect(after.size - before.size).toBe(3)
  })
})

describe('pkcs11-tool, which knows nothing of Koshin,', () => {
  it('lists a second private key that was made on the token and never leaves it', () => {
    expect(keyMade()).toContain('RSA')
    expect(/Access:\s*(.*)/.exec(keyMade())?.[1]).toBe('sensitive, always sensitive, never extractable, local')
    expect(/Usage:\s*(.*)/.exec(keyMade())?.[1]).toBe('sign')
  })

  it('lists the certificate under the same ID as its key', () => {
    const certificates = stage.pkcs11Tool('--list-objects', '--type', 'cert').split('Certificate Object')
    const beside = certificates.find((one) => one.includes(idOfKeyMade()))
    expect(/serial:\s*([0-9A-Fa-f]+)/.exec(beside ?? '')?.[1]?.toUpperCase()).toBe(renewed.serialNumber)
  })

  it('hands out the certificate, and openssl accepts its chain', () => {
    const der = join(stage.folder, 'new.der')
    const pem = join(stage.folder, 'new.pem')
    stage.pkcs11Tool('--read-object', '--type', 'cert', '--id', idOfKeyMade(), '--output-file', der)
    writeFileSync(pem, execFileSync('openssl', ['x509', '-inform', 'DER', '-in', der]))
    const words = ['verify', '-purpose', 'sslclient', '-CAfile', world.bank.clientCaFile, pem]
    expect(execFileSync('openssl', words, { encoding: 'utf8' }).trim()).toBe(`${pem}: OK`)
  })
})

describe('the log-on with the renewed certificate', () => {
  it.runIf(BROWSER === 'firefox')(
    'is made possible by Koshin: the end screen says what is missing, two clicks register the token',
    async () => {
      const popup = await openPopupOverFirst(browser)
      await press(popup, 'このブラウザで使えるようにする')
      const certificates = await waitForPage(browser, extensionPage('certificates'))
      await press(certificates, 'このブラウザで使えるようにする')
      await press(certificates, '登録する')
      await waitForWords(certificates, 'このブラウザで使えます。')
    },
  )

  it.runIf(BROWSER === 'firefox')(
    'works from the token in that very Firefox, opened anew, PIN typed into its own dialog',
    async () => {
      await browser.close()
      expectNewest(await logOnIn(await world.openBrowser({ profile: 1, asksWhich: true }), stage))
    },
  )

  it.runIf(BROWSER === 'chromium')(
    'works in Chromium from the token, PIN typed into its own dialog, and the bank shows the new serial number',
    async () => {
      expectNewest(await logOnFromToken(stage))
    },
  )
})

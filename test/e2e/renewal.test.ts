import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsOf } from '../world/clicking.ts'
import { type Display, openDisplay } from '../world/display.ts'
import { BROWSER_PIN_DIALOG, typeInto, waitForWindow } from '../world/keyboard.ts'
import { scriptedPinentry } from '../world/pinentry.ts'
import { goToStoreChoice, type Renewed, renewOntoToken } from '../world/renew.ts'
import { makeWorld, type World } from '../world/world.ts'

/** The main job, whole: real Chromium, a real CA, a real PKCS#11 module, a real TLS log-on at the end. */

let folder: string
let display: Display
let world: World
let renewed: Renewed
let before: Map<string, string>

/** Every object of the token is a file of SoftHSM's. */
const tokenFiles = (): Map<string, string> => {
  const tokens = join(world.folder, 'token')
  const files = readdirSync(tokens, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.object'))
  return new Map(files.map((file) => [file, readFileSync(join(tokens, file)).toString('base64')]))
}

const pkcs11Tool = (...words: string[]): string =>
  execFileSync('pkcs11-tool', ['--module', world.token.module, ...words], {
    env: { ...process.env, ...world.environment },
    encoding: 'utf8',
  })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'koshin-e2e-'))
  display = await openDisplay()
  const pinentry = scriptedPinentry(folder, ['1234'])
  world = await makeWorld({ folder, display: display.name, pinentry: pinentry.program })
  before = tokenFiles()
  const browser = await world.openBrowser()
  const window = await goToStoreChoice(browser, world.bank)
  renewed = await renewOntoToken(browser, window)
})

afterAll(async () => {
  await world?.close()
  await display?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a renewal onto the token, by clicking', () => {
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
    const after = tokenFiles()
    expect([...before].filter(([file, bytes]) => after.get(file) !== bytes)).toEqual([])
    expect(after.size - before.size).toBe(3)
  })
})

describe('pkcs11-tool, which knows nothing of Koshin,', () => {
  it('lists a second private key that was made on the token and never leaves it', () => {
    const keys = pkcs11Tool('--login', '--pin', world.token.pin, '--list-objects', '--type', 'privkey')
    const made = keys.split('Private Key Object').find((key) => key.includes('koshin'))
    expect(made).toContain('RSA')
    expect(made?.match(/Access:\s*(.*)/)?.[1]).toBe('sensitive, always sensitive, never extractable, local')
    expect(made?.match(/Usage:\s*(.*)/)?.[1]).toBe('sign')
  })

  it('lists the certificate under the same ID as its key', () => {
    const id = /ID:\s*([0-9a-f]+)/.exec(
      pkcs11Tool('--login', '--pin', world.token.pin, '--list-objects', '--type', 'privkey')
        .split('Private Key Object')
        .find((key) => key.includes('koshin')) ?? '',
    )?.[1]
    const certificates = pkcs11Tool('--list-objects', '--type', 'cert')
    const beside = certificates.split('Certificate Object').find((one) => one.includes(`ID:         ${id}`))
    expect(beside?.match(/serial:\s*([0-9A-Fa-f]+)/)?.[1]?.toUpperCase()).toBe(renewed.serialNumber)
  })

  it('hands out the certificate, and openssl accepts its chain', () => {
    const id =
      /ID:\s*([0-9a-f]{40})/.exec(pkcs11Tool('--list-objects', '--type', 'cert').split('koshin')[1] ?? '')?.[1] ?? ''
    const der = join(folder, 'new.der')
    const pem = join(folder, 'new.pem')
    pkcs11Tool('--read-object', '--type', 'cert', '--id', id, '--output-file', der)
    writeFileSync(pem, execFileSync('openssl', ['x509', '-inform', 'DER', '-in', der]))
    const verified = execFileSync(
      'openssl',
      ['verify', '-purpose', 'sslclient', '-CAfile', world.bank.clientCaFile, pem],
      { encoding: 'utf8' },
    )
    expect(verified.trim()).toBe(`${pem}: OK`)
  })
})

describe('the log-on with the renewed certificate', () => {
  let browser: Browser

  it('works in Chromium from the token, PIN typed into its own dialog, and the bank shows the new serial number', async () => {
    browser = await world.openBankBrowser()
    const [first] = await browser.pages()
    const page = first ?? (await browser.newPage())
    const going = page.goto(`${world.bank.origin}/`, { timeout: 60_000 })
    const dialog = await waitForWindow(display.name, BROWSER_PIN_DIALOG, 40)
    await typeInto(display.name, dialog, world.token.pin)
    await going
    const words = await wordsOf(page)
    expect(words).toContain(renewed.serialNumber)
    expect(words).not.toContain('電子証明書の更新をお願いします')
  })
})

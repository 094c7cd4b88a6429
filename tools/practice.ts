import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { PRACTICE_PASSWORDS, practiceCard } from '../test/practice-bank/practice-passwords.ts'
import { wordsOf } from '../test/world/clicking.ts'
import { openDisplay } from '../test/world/display.ts'
import { PIN_DIALOG, photograph, typeInto, waitForWindow } from '../test/world/keyboard.ts'
import { goToStoreChoice, renewOntoToken } from '../test/world/renew.ts'
import { makeWorld, type World } from '../test/world/world.ts'

/**
 * The main job on a practice bank and a practice token. With a display: opens Chromium at the notice and leaves the rest
 * to the person. Without one: does the whole renewal by clicking, on a display of its own, and says what was done.
 */

const folder = resolve('.scratch/practice')
const pictures = join(folder, 'screens')
const say = (line = ''): void => console.log(line)

/** The other documents' systems, and what a person types there. */
const sayOtherBanks = ({ bank: { origins } }: World): void => {
  const { corporate, obtaining } = PRACTICE_PASSWORDS
  say()
  say('ほかの画面の銀行でも練習できます。')
  say(`  れんしゅう中央信用金庫  ${origins['shinkin-hojin-web']}/`)
  say(`  れんしゅう東信用金庫    ${origins['shinkin-hojin-ib-older']}/  （電子証明書取得の暗証番号 ${obtaining}）`)
  say(
    `  れんしゅう銀行          ${origins['keiyaku-hojin']}/  （契約法人暗証番号 ${corporate}、管理者カードは下のとおり）`,
  )
  for (const line of practiceCard()) say(`    ${line}`)
  say()
}

const onThisDisplay = async (display: string): Promise<void> => {
  const world = await makeWorld({ folder, display, pinentry: null })
  const browser = await world.openBrowser()
  const [page] = await browser.pages()
  await page?.goto(`${world.bank.origin}/`)
  say()
  say(`れんしゅう信用金庫（練習用の銀行）を開きました。 ${world.bank.origin}/`)
  say('画面の印にしたがって進んでください。ツールバーのボタンでも、いまの状態が見られます。')
  say(`練習用の専用USBの暗証番号（PIN）は ${world.token.pin} です。`)
  sayOtherBanks(world)
  say('おわるときは、ブラウザを閉じてください。')
  say()
  say(`The practice bank is open. Follow the marks on its pages; the practice token's PIN is ${world.token.pin}.`)
  say('The banks above show the other systems; what is typed there stands beside them.')
  say('Close the browser to end. Nothing outside this folder was touched.')
  await new Promise((closed) => browser.once('disconnected', closed))
  await world.close()
}

/** For a picture: marks come with the next frame, the consent window's button half a second later. */
const drawn = (): Promise<void> => new Promise((done) => setTimeout(done, 900))

const typePin = async (display: string, pin: string): Promise<void> => {
  const dialog = await waitForWindow(display, { class: 'inentry' }, 60)
  await photograph(display, join(pictures, '06-pin.png'))
  await typeInto(display, dialog, pin)
}

/** Logs on with the renewed certificate in a browser that has nothing but the token. */
const logOn = async (world: World, display: string): Promise<string> => {
  const browser: Browser = await world.openBankBrowser()
  const page = (await browser.pages())[0] ?? (await browser.newPage())
  const going = page.goto(`${world.bank.origin}/`, { timeout: 60_000 })
  await typeInto(display, await waitForWindow(display, PIN_DIALOG.chromium, 40), world.token.pin)
  await going
  await drawn()
  await photograph(display, join(pictures, '08-log-on.png'))
  return wordsOf(page)
}

const byClicking = async (): Promise<void> => {
  const display = await openDisplay()
  const world = await makeWorld({ folder, display: display.name, pinentry: null })
  try {
    let number = 0
    const seen = async (name: string, _page: Page): Promise<void> => {
      number += 1
      await drawn()
      await photograph(display.name, join(pictures, `0${number}-${name}.png`))
    }
    const browser = await world.openBrowser()
    const window = await goToStoreChoice(browser, world.bank, seen)
    const pin = typePin(display.name, world.token.pin)
    const renewed = await renewOntoToken(browser, window, async (name, page) => {
      if (name === 'finished') number += 1
      await seen(name, page)
    })
    await pin
    const welcome = await logOn(world, display.name)
    const old = world.token.oldCertificateSerialNumber
    say()
    say('電子証明書を更新しました（練習用の銀行、練習用の専用USB）。')
    say(`  いままでの電子証明書   シリアル番号 ${old}`)
    say(`  新しい電子証明書       シリアル番号 ${renewed.serialNumber}`)
    say(`  「専用USBに保存する」から完了まで  クリック ${renewed.clicks} 回、暗証番号（PIN）1 回`)
    say(`  新しい電子証明書でのログオン  ${welcome.includes(renewed.serialNumber) ? 'できました' : 'できませんでした'}`)
    say(`  画面の写真  ${pictures}`)
    say()
    say(`Renewed onto the practice token: serial number ${renewed.serialNumber} follows ${old}. Pictures: ${pictures}`)
    if (!welcome.includes(renewed.serialNumber)) process.exitCode = 1
  } finally {
    await world.close()
    await display.close()
  }
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(pictures, { recursive: true })
const display = process.env.DISPLAY
await (display ? onThisDisplay(display) : byClicking())

import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import bizstation from '../../src/bank/profiles/bizstation.json' with { type: 'json' }
import type { Intent } from '../../src/protocol/extension.ts'
import { problemsOf } from '../screens/accessibility.ts'
import { launchBrowser } from '../screens/browser.ts'
import { openScreensSite, type ScreensSite } from '../screens/site.ts'
import { certificate, token } from '../screens/snapshots.ts'
import { LANGUAGES, openView, SCREENS, type View } from '../screens/view.ts'
import { BROWSER } from '../world/which-browser.ts'

let site: ScreensSite
let browser: Browser
beforeAll(async () => {
  site = await openScreensSite()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

const seeing = async <T>(view: View, look: (page: Page) => Promise<T>): Promise<T> => {
  const page = await openView(browser, site.address, view)
  try {
    return await look(page)
  } finally {
    await page.close()
  }
}

/** Opens a screen in Japanese. */
const on = <T>(screen: string, look: (page: Page) => Promise<T>): Promise<T> => seeing({ screen, language: 'ja' }, look)

const sent = (page: Page): Promise<Intent[]> => page.evaluate(() => window.sent)
const wordsOf = (page: Page): Promise<string> => page.$eval('body', (body) => body.innerText)
const button = (text: string): string => `button::-p-text(${text})`
const pause = (milliseconds: number) => new Promise((passed) => setTimeout(passed, milliseconds))

describe.each(LANGUAGES)('every screen in %s', (language) => {
  it.each(SCREENS)('%s has nothing that axe-core objects to, light or dark', async (screen) => {
    expect(await seeing({ screen, language }, problemsOf)).toEqual([])
  })

  it.each([
    'ready',
    'due',
    'done',
    'consent-choices',
    'failed-token-removed',
    'failed-other-subject',
    'failed-disk-full',
    'rescue-no-token',
    'pin-final-try',
    'site-question',
    'site-notice-several',
    'options',
    'options-refused',
    'certificates',
    'certificates-many',
    'certificates-pending',
    'detail',
    'detail-elsewhere',
  ])('%s fits 320 px, and text of double size', async (screen) => {
    expect(await seeing({ screen, language, width: 320 }, problemsOf)).toEqual([])
    expect(await seeing({ screen, language, textScale: 2 }, problemsOf)).toEqual([])
  })
})

describe('consent', () => {
  const YES = 'この内容で更新する'

  it('is not given by a click or Enter in the first half second', async () => {
    await on('consent', async (page) => {
      // The page's clock goes twenty times slower, so that the test is not in a hurry.
      await page.evaluateOnNewDocument(() => {
        const { setTimeout } = window
        window.setTimeout = ((run: () => void, delay = 0) => setTimeout(run, delay * 20)) as typeof window.setTimeout
      })
      await page.reload()
      await page.click(button(YES))
      await page.focus(button(YES))
      await page.keyboard.press('Enter')
      expect(await page.$eval(button(YES), (element) => element.getAttribute('aria-disabled'))).toBe('true')
      expect(await sent(page)).toEqual([])
    })
  })

  it('is given by a click after that, with the token and the certificate on the screen', async () => {
    await on('consent', async (page) => {
      await pause(600)
      await page.click(button(YES))
      expect(await sent(page)).toEqual([{ type: 'consent-given', store: token().uri, follows: certificate().uri }])
    })
  })

  it('can be refused at once', async () => {
    await on('consent', async (page) => {
      await page.click(button('やめる'))
      expect(await sent(page)).toEqual([{ type: 'consent-declined' }])
    })
  })

  it('chooses nothing for the user where the choice is not clear, and says what is missing', async () => {
    await on('consent-choices', async (page) => {
      await pause(600)
      expect(await page.$$('input:checked')).toHaveLength(0)
      await page.click(button(YES))
      expect(await sent(page)).toEqual([])
      const reason = await page.$eval(
        button(YES),
        (element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent,
      )
      expect(reason).toBe('先に、更新する電子証明書を選んでください。')
    })
  })

  it('asks once more before the last try of a PIN', async () => {
    await on('consent-final-try', async (page) => {
      await pause(600)
      await page.click(button(YES))
      expect(await sent(page)).toEqual([])
      await page.click('input[type=checkbox]')
      await page.click(button(YES))
      expect(await sent(page)).toHaveLength(1)
    })
  })
})

describe('PIN window', () => {
  const typed = async (page: Page, pin: string) => {
    await page.waitForSelector('#pin')
    await page.type('#pin', pin)
    await page.keyboard.press('Enter')
  }
  const left = (page: Page) => page.$eval('#pin', (field) => (field as HTMLInputElement).value)

  it('does not send a PIN of the wrong length, and empties the field', async () => {
    await on('pin', async (page) => {
      await typed(page, '123')
      expect(await sent(page)).toEqual([])
      expect(await left(page)).toBe('')
      expect(await page.$eval('#pin-error', (error) => error.textContent)).toBe('4文字から16文字で入れてください。')
    })
  })

  it('sends a PIN of the right length once and shows the field no more', async () => {
    await on('pin', async (page) => {
      await typed(page, '1234')
      await page.waitForSelector('h1::-p-text(暗証番号（PIN）を確かめています)')
      expect(await sent(page)).toEqual([{ type: 'pin-entered', pin: '1234' }])
      expect(await page.$('#pin')).toBeNull()
    })
  })

  it('does not use the last try unless the user says to be sure', async () => {
    await on('pin-final-try', async (page) => {
      await typed(page, '1234')
      expect(await sent(page)).toEqual([])
    })
  })
})

/** Waits until the element with these words has the focus. */
const focusOn = (page: Page, words: string) =>
  page.waitForFunction((text) => document.activeElement?.textContent === text, { timeout: 2000 }, words)

describe('giving up an enrolment', () => {
  it('is asked once more, and keeps everything unless the user says so', async () => {
    await on('failed-token-removed', async (page) => {
      await page.click(button('この更新を取り消す'))
      await focusOn(page, '取り消さない')
      await page.keyboard.press('Enter')
      await focusOn(page, 'この更新を取り消す')
      expect(await sent(page)).toEqual([])
      await page.click(button('この更新を取り消す'))
      await page.click(button('取り消して、鍵を消す'))
      expect(await sent(page)).toEqual([{ type: 'discard', enrolment: '0123456789abcdef0123456789abcdef' }])
    })
  })
})

describe('a certificate in another name', () => {
  it('stands beside the old name, attribute by attribute, with what cannot be seen written out', async () => {
    await on('failed-other-subject', async (page) => {
      const rows = await page.$$eval('table tr', (all) =>
        all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
      )
      expect(rows).toEqual([
        ['いままで', '新しい'],
        ['会社・団体 (O)'],
        ['Renshu Shinkin Bank', 'Renshu Shinkin Bank, Hojin Internet Banking'],
        ['部署など (OU)'],
        ['（ありません）', '電子証明書[U+202E]'],
        ['お名前・ID (CN)'],
        ['1234567890', '1234567890 0000000001'],
        ['1.2.392.200141.8.1'],
        ['A-17', '（ありません）'],
      ])
    })
  })

  it('is saved only after asking again, and kept from the token at the first answer', async () => {
    await on('failed-other-subject', async (page) => {
      await page.click(button('この内容で保存する'))
      await focusOn(page, '保存しない')
      await page.keyboard.press('Enter')
      await focusOn(page, 'この内容で保存する')
      expect(await sent(page)).toEqual([])
      await page.click(button('この内容で保存する'))
      await page.click(button('確かめたので、保存する'))
      expect(await sent(page)).toEqual([{ type: 'accept-subject', certificate: '22'.repeat(32) }])
    })
  })
})

describe('a certificate that has been renewed already', () => {
  it('is renewed again only after asking', async () => {
    await on('failed-already-renewed', async (page) => {
      await page.click(button('もう一度更新する'))
      await focusOn(page, '更新しない')
      expect(await sent(page)).toEqual([])
      await page.click(button('それでも更新する'))
      expect(await sent(page)).toEqual([{ type: 'renew-again' }])
    })
  })
})

describe('what the help desk asks for', () => {
  it('names the driver that ends, its version and where it lies', async () => {
    await on('failed-unstable', async (page) => {
      await page.click('summary')
      const words = await page.$eval('details', (details) => details.innerText)
      for (const part of ['K-2005', 'SafeNet eToken PKCS#11 10.8', '/usr/lib/x86_64-linux-gnu/libeToken.so'])
        expect(words).toContain(part)
    })
  })

  it('stands beside a line of the check list that users cannot put right, and no other', async () => {
    const details = (page: Page) => page.$$eval('.check-list summary', (all) => all.map(({ innerText }) => innerText))
    expect(await on('ready-unstable', details)).toEqual(['サポート窓口に伝えること（K-2005）'])
    expect(await on('ready-no-token', details)).toEqual([])
  })
})

describe("the bank's answer", () => {
  it('is offered as a file where the browser keeps it, byte for byte', async () => {
    await on('failed-disk-full', async (page) => {
      const link = await page.waitForSelector('a[download]')
      const [name, url] = (await link?.evaluate((a) => [a.getAttribute('download'), a.getAttribute('href')])) ?? []
      expect(name).toBe('koshin-answer-2026-11-20.p7b')
      expect(atob(url?.split('base64,')[1] ?? '')).toBe('-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----\n')
      expect(await wordsOf(page)).toContain('銀行から届いた新しい電子証明書は、このパソコンに保管してあります')
    })
  })

  it('is not offered where the host has it', async () => {
    await on('failed-token-removed', async (page) => expect(await page.$('a[download]')).toBeNull())
  })
})

describe('records that cannot be read', () => {
  it('are looked for on the token when the user says so, and the focus waits there', async () => {
    await on('rescue', async (page) => {
      await page.click(button('専用USBから調べる'))
      expect(await sent(page)).toEqual([{ type: 'rescue' }])
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('rescue')
    })
  })

  it('wait for a token', async () => {
    await on('rescue-no-token', async (page) => {
      await page.click(button('専用USBから調べる'))
      expect(await sent(page)).toEqual([])
      await page.click(button('もう一度確かめる'))
      expect(await sent(page)).toEqual([{ type: 'check-again' }])
    })
  })

  it('come back without their bank: the page says so, and only the bank or nobody goes on', async () => {
    await on('pending-unknown-bank', async (page) => {
      const words = await wordsOf(page)
      expect(words).toContain('わかりません')
      expect(words).toContain('この鍵をつくった銀行の画面で')
      expect(await page.$$(button('続ける'))).toHaveLength(0)
    })
  })

  it('are no reason to forget an answer that the browser keeps', async () => {
    await on('pending-answer-here', async (page) => {
      await page.click(button('続ける'))
      expect(await sent(page)).toEqual([{ type: 'continue', enrolment: '0123456789abcdef0123456789abcdef' }])
    })
  })
})

describe('a site that is not allowed', () => {
  it('is looked at when the user says so, and not before', async () => {
    await on('site-question', async (page) => {
      expect(await sent(page)).toEqual([])
      await page.click(button('このページを調べる'))
      expect(await sent(page)).toEqual([{ type: 'look-at-page' }])
    })
  })

  it('is given to the one bank that fits what was seen', async () => {
    await on('site-notice', async (page) => {
      await page.click(button('このサイトで使う'))
      const pattern = 'https://www.renshu-bank.localhost/*'
      expect(await sent(page)).toEqual([{ type: 'site-wanted', pattern, bank: 'shinkin-hojin-ib' }])
      await page.waitForSelector('::-p-text(許可されていません。)')
    })
  })

  it('is given to none of several before the user says which', async () => {
    await on('site-notice-several', async (page) => {
      expect(await page.$$('input:checked')).toHaveLength(0)
      await page.click(button('このサイトで使う'))
      expect(await sent(page)).toEqual([])
    })
  })
})

/** Drops a file made in the page itself. */
const dropFile = (page: Page, text: string): Promise<void> =>
  page.evaluate((content) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([content], 'profile.json'))
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  }, text)

describe('the details of a certificate', () => {
  it('lead to its bank, by name, where one is known and the certificate is here', async () => {
    await on('detail', async (page) => {
      expect(await wordsOf(page)).toContain('新しいタブで www.renshu-bank.localhost:8443 を開きます。')
      await page.click(button('銀行のページを開く'))
      expect(await sent(page)).toEqual([{ type: 'open-bank', origin: 'https://www.renshu-bank.localhost:8443' }])
    })
  })

  it.each([
    ['detail-no-page', 'いつものとおりに銀行にログオンしてください'],
    ['detail-elsewhere', 'このパソコンには入っていません'],
    ['detail-renewed', '新しい電子証明書でログオンしてください'],
  ])('%s offer no page of a bank, and say what to do', async (screen, words) => {
    await on(screen, async (page) => {
      expect(await page.$$(button('銀行のページを開く'))).toHaveLength(0)
      expect(await wordsOf(page)).toContain(words)
    })
  })

  it('say of other computers when it was seen there and that it is long ago, and offer nothing there', async () => {
    await on('detail', async (page) => {
      const cards = await page.$$eval('li.card', (all) =>
        all.map((card) => ({ words: card.innerText, buttons: card.querySelectorAll('button').length })),
      )
      expect(cards.map(({ buttons }) => buttons)).toEqual([2, 0, 0])
      expect(cards[1]?.words).toMatch(/KEIRI-PC-07\s+確かめた日時\s+2026年11月20日（金） 8:10/)
      expect(cards.map(({ words }) => words.includes('古い記録です'))).toEqual([false, false, true])
    })
  })

  it('show the certificate whole once it is asked for, with the focus on it, and nothing that axe-core objects to', async () => {
    await on('detail', async (page) => {
      expect(await page.$('textarea')).toBeNull()
      await page.click(button('電子証明書を表示する'))
      await page.waitForSelector('textarea.pem:focus')
      expect(await wordsOf(page)).toMatch(/使う目的\s+ログオン \(clientAuth\)、1\.2\.392\.200141\.8\.1/)
      expect(await problemsOf(page)).toEqual([])
    })
  })

  it('have the focus on whose it is when they come', async () => {
    await on('detail', (page) => focusOn(page, '1234567890 0000000001（利用者）'))
  })

  it.runIf(BROWSER === 'chromium')('print on one sheet, without what can only be pressed', async () => {
    await on('detail', async (page) => {
      await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
      await page.emulateMediaType('print')
      const controls = await page.$$eval('button, a', (all) => all.filter((one) => one.checkVisibility()).length)
      expect(controls).toBe(0)
      const sheets = Buffer.from(await page.pdf({ format: 'A4' }))
        .toString('latin1')
        .match(/\/Type \/Page\b/g)
      expect(sheets).toHaveLength(1)
      expect(await wordsOf(page)).toContain('2026年11月20日（金）現在')
    })
  })
})

describe('options', () => {
  it('let go of a site only after asking, and keep it at the first answer', async () => {
    await on('options', async (page) => {
      await page.click('[aria-label="direct.keiko-bank.exampleで使うのをやめる"]')
      await focusOn(page, 'やめない')
      await page.keyboard.press('Enter')
      await focusOn(page, '使うのをやめる')
      expect(await sent(page)).toEqual([])
      await page.keyboard.press('Enter')
      await focusOn(page, 'やめない')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await sent(page)).toEqual([{ type: 'site-removed', pattern: 'https://direct.keiko-bank.example/*' }])
    })
  })

  it('offer nothing to take away of what the administrator has added', async () => {
    await on('options', async (page) => {
      const cards = await page.$$eval('.card', (all) => all.map((card) => card.textContent ?? ''))
      const byPolicy = cards.filter((words) => words.includes('管理者が追加'))
      expect(byPolicy).toHaveLength(2)
      expect(byPolicy.filter((words) => /やめる|取り除く/.test(words))).toEqual([])
    })
  })

  it('ask the browser for a host in the click, and say so when it was refused', async () => {
    await on('options', async (page) => {
      await page.click('[aria-label="entry.keiko-bank.exampleを許可する"]')
      await page.waitForSelector('::-p-text(許可されていません。使うときは)')
    })
  })

  it.each([
    ['bad', '{', 'このファイルは追加できません'],
    ['good', JSON.stringify({ ...bizstation, id: 'my-bank' }), 'この設定を追加しますか'],
    ['known', JSON.stringify({ ...bizstation, id: 'keiko-bank' }), 'いまの設定と入れ替えますか'],
  ])(
    'answer a %s file with nothing that axe-core objects to, and the focus on the answer',
    async (_what, text, answer) => {
      await seeing({ screen: 'options', language: 'ja', width: 320 }, async (page) => {
        await dropFile(page, text)
        await focusOn(page, answer)
        expect(await problemsOf(page)).toEqual([])
        expect(await sent(page)).toEqual([])
      })
    },
  )

  it('speak the language that the user chooses', async () => {
    await on('options', async (page) => {
      await page.click('input[name=language]:not(:checked)')
      expect(await sent(page)).toEqual([{ type: 'language', language: 'en' }])
    })
  })
})

describe('closing the browser', () => {
  it('is asked once more, and nothing is closed unless the user says so', async () => {
    await on('done', async (page) => {
      await page.click(button('ブラウザをすべて閉じる'))
      await focusOn(page, 'すべて閉じる')
      await page.click(button('やめる'))
      await focusOn(page, 'ブラウザをすべて閉じる')
      expect(await sent(page)).toEqual([])
      await page.click(button('ブラウザをすべて閉じる'))
      await page.click(button('すべて閉じる'))
      expect(await sent(page)).toEqual([{ type: 'close-browser' }])
    })
  })
})

describe('certificates that are due', () => {
  it('can be put off one by one', async () => {
    await on('due', async (page) => {
      const [, second] = await page.$$(button('3日後にもう一度知らせる'))
      await second?.click()
      expect(await sent(page)).toEqual([{ type: 'snooze', certificate: '11'.repeat(32) }])
    })
  })

  it('come before a site that happens to be open, which is a press away', async () => {
    await on('due-elsewhere', async (page) => {
      await page.click(button('開いているサイトで使う'))
      await page.waitForSelector('.host')
      expect(await page.$$(button('3日後にもう一度知らせる'))).toHaveLength(0)
    })
  })
})

describe('a blocked button', () => {
  it('can be reached, says why, and does nothing', async () => {
    await on('ready-no-token', async (page) => {
      await page.click(button('更新をはじめる'))
      expect(await sent(page)).toEqual([])
    })
  })
})

/** What has the focus, and whether it shows: its name, and the width of its outline. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return null
    return { html: element.outerHTML, outline: Number.parseFloat(getComputedStyle(element).outlineWidth) }
  })

/** Presses Tab until the focus leaves the page. */
const tabbedThrough = async (page: Page) => {
  const stops: { html: string; outline: number }[] = []
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab')
    const stop = await focused(page)
    if (!stop || stops.some(({ html }) => html === stop.html)) return stops
    stops.push(stop)
  }
  return stops
}

describe('keyboard', () => {
  it.each([
    'ready',
    'ready-no-token',
    'site-question',
    'site-notice',
    'consent',
    'failed-token-removed',
    'failed-other-subject',
    'failed-disk-full',
    'done',
    'due',
    'pending-issued',
    'rescue',
    'options',
    'options-refused',
    'certificates-few',
    'certificates-pending',
    'detail',
  ])('reaches everything on %s from top to bottom, and shows where it is', async (screen) => {
    await on(screen, async (page) => {
      // The consent window's blue button wakes after half a second.
      await pause(600)
      // What a closed disclosure or `hidden` keeps is not there for a keyboard either.
      const controls = await page.$$eval('button, a[href], summary, input:not([type=radio])', (elements) =>
        elements.filter((element) => element.checkVisibility()).map((element) => element.outerHTML),
      )
      const stops = await tabbedThrough(page)
      expect(stops.map(({ html }) => html).filter((html) => !html.includes('type="radio"'))).toEqual(controls)
      expect(stops.filter(({ outline }) => outline < 3)).toEqual([])
    })
  })
})

import type { Browser, Page } from 'puppeteer-core'
import { expect } from 'vitest'
import { CONSENT, press, waitForPage, waitForWords } from './clicking.ts'
import type { HeldStage } from './held-stage.ts'
import { logOnFromToken } from './log-on.ts'
import { askForToken, goToStoreChoice } from './renew.ts'

/** Moments of a renewal at which the world is held still, so that something can break there; and how it must end all the same. */
export type Moment = 'pin' | 'key' | 'bank' | 'install'

const hold = (stage: HeldStage, moment: Moment): void => {
  if (moment === 'pin') stage.pinentry.hold()
  if (moment === 'key') stage.held.hold('C_GenerateKeyPair')
  if (moment === 'bank') stage.world.bank.misbehave('no-answer')
  if (moment === 'install') stage.held.hold('C_CreateObject')
}

const reached = async (stage: HeldStage, moment: Moment, window: Page): Promise<void> => {
  if (moment === 'pin') await stage.pinentry.reached()
  if (moment === 'key') await stage.held.reached('C_GenerateKeyPair')
  if (moment === 'bank') await waitForWords(window, '電子証明書発行処理中')
  if (moment === 'install') await stage.held.reached('C_CreateObject')
}

/** Renews up to a moment, and leaves everything there. @returns the bank's window */
export const renewUpTo = async (stage: HeldStage, browser: Browser, moment: Moment): Promise<Page> => {
  const window = await goToStoreChoice(browser, stage.world.bank)
  hold(stage, moment)
  await press(await askForToken(browser, window), 'この内容で更新する')
  await reached(stage, moment, window)
  return window
}

export const letGo = (stage: HeldStage): void => {
  stage.pinentry.letGo()
  stage.held.letGo('C_GenerateKeyPair')
  stage.held.letGo('C_CreateObject')
  stage.world.bank.misbehave('none')
}

/** Presses [専用USBに保存する] once more, says yes where that is asked again, and waits for the bank's last screen. */
export const pressAgain = async (browser: Browser, window: Page, asks: 'consent' | 'nothing'): Promise<void> => {
  await press(window, '専用USBに保存する')
  if (asks === 'consent') await press(await waitForPage(browser, CONSENT), 'この内容で更新する')
  await waitForWords(window, '電子証明書の更新と専用USBへの保存が完了しました。', 60)
}

/** The old pair is as it was, one key and one certificate are new, the bank has issued one, and it opens the bank. */
export const expectRenewedOnce = async (stage: HeldStage, before: Map<string, string>): Promise<void> => {
  const after = stage.objectFiles()
  expect([...before].filter(([file, bytes]) => after.get(file) !== bytes)).toEqual([])
  expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
  const issued = stage.world.bank.issued()
  expect(issued).toHaveLength(2)
  const words = await logOnFromToken(stage)
  expect(words).toContain(issued.at(-1)?.serialNumber)
  expect(words).not.toContain('電子証明書の更新をお願いします')
}

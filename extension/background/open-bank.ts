import browser from 'webextension-polyfill'
import { bankOfOrigin } from '../../src/bank/bank-of-origin.ts'
import { readBanks } from './known-banks.ts'

/** Opens a bank's page in a new tab. Whose it was when the button was drawn does not count: it must be a bank's now. */
export const openBank = async (origin: string): Promise<void> => {
  if (bankOfOrigin(origin, await readBanks())) await browser.tabs.create({ url: `${origin}/` })
}

import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** Types into windows that no page script reaches: the browser's own dialogs and pinentry's. */

const run = promisify(execFile)

const xdotool = async (display: string, ...words: string[]): Promise<string> =>
  (await run('xdotool', words, { env: { ...process.env, DISPLAY: display } })).stdout.trim()

/** Waits for a visible window whose title or class matches. @returns its number */
export const waitForWindow = async (
  display: string,
  by: { readonly name: string } | { readonly class: string },
  seconds = 20,
): Promise<string> => {
  const search = 'name' in by ? ['--name', by.name] : ['--class', by.class]
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
    const found = await xdotool(display, 'search', '--onlyvisible', ...search).catch(() => '')
    const window = found.split('\n').at(-1)
    if (window) return window
  }
  throw new Error(`No window ${JSON.stringify(by)} after ${seconds} s`)
}

/** Types into a window and presses Enter. */
export const typeInto = async (display: string, window: string, text: string): Promise<void> => {
  await xdotool(display, 'windowfocus', '--sync', window).catch(() => '')
  // A dialog that has just been mapped may not have its field focused yet.
  await sleep(500)
  await xdotool(display, 'type', '--delay', '40', text)
  await xdotool(display, 'key', 'Return')
}

/** Presses a key or several at once, as `alt+Left`, in the window in front: the browser's own keys too. */
export const pressKeys = async (display: string, keys: string): Promise<void> => {
  await xdotool(display, 'key', keys)
}

/** A picture of the whole screen, dialogs of the browser included. */
export const photograph = async (display: string, file: string): Promise<void> => {
  await run('import', ['-window', 'root', file], { env: { ...process.env, DISPLAY: display } })
}

/** Chromium asks for a token's PIN in a window of its own, titled in its language. */
export const BROWSER_PIN_DIALOG = {
  name: 'Unlock Security Device|セキュリティ デバイス',
}

/** Says yes to Chromium's question for a permission: it starts on "deny", "allow" is one Tab further. */
export const acceptPermission = async (display: string): Promise<void> => {
  // The question is drawn inside the browser's window: there is no window of its own to wait for.
  await sleep(1500)
  await xdotool(display, 'key', 'Tab')
  await sleep(200)
  await xdotool(display, 'key', 'Return')
}

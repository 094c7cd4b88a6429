import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'puppeteer-core'
import { waitForScreen } from './service-worker.ts'
import type { World } from './world.ts'

/** What happens to browsers and hosts without anybody asking. */

interface Process {
  readonly pid: number
  readonly group: number
  readonly command: string
}

/** Number in a process's group, from /proc/<pid>/stat: its name may hold spaces and brackets. */
const groupOf = (stat: string): number => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2])

const processOf = (pid: number): Process[] => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return [{ pid, group: groupOf(stat), command }]
  } catch {
    return []
  }
}

const processes = (): Process[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processOf(Number(name)))

const programOf = ({ pid }: Process): string => {
  try {
    return readlinkSync(`/proc/${pid}/exe`)
  } catch {
    return ''
  }
}

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has gone with another one.
  }
}

/** SIGKILL for the browser and all of its own processes at once. The native host is left to find out. */
export const killBrowser = async (browser: Browser): Promise<void> => {
  const main = browser.process()?.pid
  if (main === undefined) throw new Error('Not a browser of ours')
  const program = readlinkSync(`/proc/${main}/exe`)
  const own = processes().filter((one) => one.group === main && programOf(one) === program)
  const gone = new Promise((done) => browser.process()?.once('exit', done))
  kill(main)
  for (const { pid } of own) kill(pid)
  await gone
}

/** Native hosts of this world: who runs the host program in its home. */
const hostsOf = ({ environment }: World): Process[] =>
  processes().filter(({ pid, command }) => {
    if (!command.includes('koshin.cjs')) return false
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`XDG_STATE_HOME=${environment.XDG_STATE_HOME}\0`)
    } catch {
      return false
    }
  })

/** Waits until no native host of this world is left. */
export const waitForHostsToEnd = async (world: World): Promise<void> => {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50)) if (hostsOf(world).length === 0) return
  throw new Error('A native host is still there')
}

/** The native hosts of this world stand still from now on: what they are sent lies in their pipes. */
export const freezeHosts = (world: World): void => {
  for (const { pid } of hostsOf(world)) process.kill(pid, 'SIGSTOP')
}

/** SIGKILL for the native hosts of this world; what they have started is left. */
export const killHosts = (world: World): void => {
  for (const { pid } of hostsOf(world)) kill(pid)
}

/**
 * The extension is loaded anew over the running one, as an update does it. (`runtime.reload()` does not bring back an extension
 * that a debugger has loaded.)
 */
export const reloadExtension = async (browser: Browser, { extension }: World): Promise<void> => {
  const before = new Set(browser.targets())
  await browser.installExtension(extension)
  const renewed = await browser.waitForTarget((one) => one.type() === 'service_worker' && !before.has(one))
  const worker = await renewed.worker()
  // It is there once its worker has begun.
  while (!(await worker?.evaluate("typeof chrome !== 'undefined' && !!chrome.runtime?.id"))) await sleep(50)
}

/** Waits until the new content script has read the page that was open all the time, and the old one has let go of it. */
export const waitForNewScript = async (browser: Browser, page: Page): Promise<void> => {
  await waitForScreen(browser, 'store')
  await page.waitForFunction('document.querySelectorAll("koshin-mark").length === 1', { polling: 100 })
}

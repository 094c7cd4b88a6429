import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import puppeteer, { type Browser } from 'puppeteer-core'

/** Debian calls it chromium, others chromium-browser. */
const findChromium = (): string =>
  execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser'], { encoding: 'utf8' }).trim()

export interface BrowserOptions {
  /** Fresh user data directory. */
  readonly profile: string
  readonly environment: Record<string, string>
  /** Folders of unpacked extensions. */
  readonly extensions: readonly string[]
  /** The site that gets the first fitting certificate without asking which. */
  readonly logsOnTo: string
  readonly windowSize?: { readonly width: number; readonly height: number }
}

/**
 * The managed policy AutoSelectCertificateForUrls is a file for the whole machine. The same setting in the preferences
 * of one fresh profile touches nobody else's browser.
 */
const preselectCertificate = (profile: string, origin: string): void => {
  const setting = { [`${origin},*`]: { setting: { filters: [{}] } } }
  mkdirSync(join(profile, 'Default'), { recursive: true })
  writeFileSync(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({ profile: { content_settings: { exceptions: { auto_select_certificate: setting } } } }),
  )
}

/** A Chromium with windows, a profile of its own, and nothing from the network but what is opened in it. */
export const launchChromium = async (options: BrowserOptions): Promise<Browser> => {
  const { profile, environment, extensions, logsOnTo, windowSize = { width: 1100, height: 860 } } = options
  preselectCertificate(profile, logsOnTo)
  return puppeteer.launch({
    executablePath: findChromium(),
    headless: false,
    userDataDir: profile,
    env: { ...process.env, ...environment },
    enableExtensions: [...extensions],
    pipe: true,
    defaultViewport: null,
    acceptInsecureCerts: false,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-gpu',
      '--disable-quic',
      `--window-size=${windowSize.width},${windowSize.height}`,
      '--window-position=0,0',
    ],
  })
}

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import puppeteer, { type Browser } from 'puppeteer-core'
import { EXTENSION_ID_CHROMIUM } from '../../src/protocol/identity.ts'
import { chromiumPath } from '../screens/chromium.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface BrowserOptions {
  /** User data directory: a fresh one, or one that an earlier browser has left. */
  readonly profile: string
  readonly environment: Record<string, string>
  /** Folders of unpacked extensions. */
  readonly extensions: readonly string[]
  /** The sites that get the first fitting certificate without asking which. */
  readonly logsOnTo: readonly string[]
  readonly windowSize?: Size
  /** Folder of what is downloaded. */
  readonly downloads: string
  readonly language: 'ja' | 'en'
  /** Program that starts it; left out: the one that the PATH knows. */
  readonly program?: string
}

/**
 * The managed policy AutoSelectCertificateForUrls is a file for the whole machine. The same setting in the preferences
 * of one fresh profile touches nobody else's browser. (A --window-size switch would also size the extension's windows.)
 */
const writePreferences = ({ profile, logsOnTo: origins, downloads }: BrowserOptions, { width, height }: Size): void => {
  const firstFitting = origins.map((origin) => [`${origin},*`, { setting: { filters: [{}] } }])
  const preferences = {
    profile: {
      content_settings: {
        exceptions: { auto_select_certificate: Object.fromEntries(firstFitting) },
      },
    },
    browser: { window_placement: { left: 0, top: 0, right: width, bottom: height, maximized: false } },
    translate: { enabled: false },
    download: { default_directory: downloads, prompt_for_download: false },
    // The toolbar button is there without a look behind the puzzle piece.
    extensions: { pinned_extensions: [EXTENSION_ID_CHROMIUM] },
  }
  mkdirSync(join(profile, 'Default'), { recursive: true })
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences))
}

/** A Chromium with windows, a profile of its own, and nothing from the network but what is opened in it. */
export const launchChromium = async (options: BrowserOptions): Promise<Browser> => {
  const { profile, environment, extensions, windowSize = { width: 1100, height: 860 } } = options
  if (!existsSync(join(profile, 'Default', 'Preferences'))) writePreferences(options, windowSize)
  return puppeteer.launch({
    executablePath: options.program ?? chromiumPath(),
    headless: false,
    userDataDir: profile,
    env: { ...process.env, ...environment },
    enableExtensions: [...extensions],
    pipe: true,
    defaultViewport: null,
    ignoreDefaultArgs: ['--enable-automation'],
    args: [
      // As root Chromium has no sandbox; --test-type keeps it from warning of that on every screenshot.
      ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-gpu',
      '--disable-quic',
    ],
  })
}

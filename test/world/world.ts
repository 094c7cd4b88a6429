import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser } from 'puppeteer-core'
import { HOST_NAME } from '../../src/protocol/identity.ts'
import { addTokenModule, importOldCertificate, makeBrowserStore } from '../practice-bank/browser-home.ts'
import type { Misbehaviour } from '../practice-bank/misbehaviour.ts'
import { openssl } from '../practice-bank/openssl.ts'
import { type PracticeBank, startPracticeBank } from '../practice-bank/practice-bank.ts'
import { makePracticeToken, type PracticeToken } from '../practice-bank/token.ts'
import type { BrowserOptions, Size } from './browser.ts'
import { type Edition, KINDS } from './kinds.ts'
import { programWithPolicy, writePolicy } from './own-policy.ts'
import { BROWSER, type BrowserName } from './which-browser.ts'

/**
 * A little world in a scratch folder: a bank, a token with the old pair, a registered native host, and browsers that
 * see nothing else. The user's own profiles, databases and tokens are never looked at.
 */
export interface World {
  readonly folder: string
  readonly bank: PracticeBank
  readonly token: PracticeToken
  /** Folder of the unpacked extension. */
  readonly extension: string
  /** Folder of what its browsers download. */
  readonly downloads: string
  /** Folder of the NSS database that a browser of this world looks into, by its profile counted from 1. */
  browserStore(profile?: number): string
  /** Environment of every program in this world. */
  readonly environment: Record<string, string>
  /** The browser with the extension; logs on with the old certificate from the browser's own store, without a PIN. */
  openBrowser(options?: {
    readonly registered?: boolean
    readonly host?: string
    /** The host sees no program of the platform, pinentry among them. */
    readonly bareHost?: boolean
    readonly windowSize?: Size
    /** The profile of an earlier browser of this world, counted from 1: the same person starts it again. */
    readonly profile?: number
    /** The person says with which certificate to log on. (Not in Chromium, whose own rule takes the newest.) */
    readonly asksWhich?: boolean
    /** Nothing is installed in it: how the bank's pages are by themselves. */
    readonly withoutKoshin?: boolean
    /** What an administrator has laid down for Koshin (see canHavePolicies). */
    readonly policy?: unknown
  }): Promise<Browser>
  /** The administrator lays down something else for a browser that was opened with a policy. */
  changePolicy(policy: unknown): void
  /** The browser without the extension, with a store of its own: all it has is the token. */
  openBankBrowser(): Promise<Browser>
  close(): Promise<void>
}

export interface WorldOptions {
  readonly folder: string
  /** Value of DISPLAY. */
  readonly display: string
  /** Pinentry program that the host asks; null: the one that the host finds by itself. */
  readonly pinentry: string | null
  readonly misbehaviour?: Misbehaviour
  /** Milliseconds that the bank's clock is ahead of this computer's. */
  readonly bankAhead?: number
  readonly language?: 'ja' | 'en'
  readonly port?: number
  /** That of this run unless said otherwise. */
  readonly browser?: BrowserName
  /** Edition of the extension: with the practice bank built in unless said otherwise. */
  readonly edition?: Edition
  /** Whose certificate it is: 契約法人ID, followed by the 利用者ID of a 利用者. */
  readonly commonName?: string
  /** Days that it has left; negative: it has expired. */
  readonly days?: number
  /**
   * Common name of another certificate, which the browser logs on with; the token does not have it. null: the browser has none. Left
   * out: the browser has a copy of the token's.
   */
  readonly logsOnWith?: string | null
  /** Label of another, empty token with the same PIN. */
  readonly secondToken?: string
  /** PKCS#11 module that the host uses; SoftHSM2 itself unless said otherwise. */
  readonly module?: string
  /** Environment beside the world's own. */
  readonly more?: Record<string, string>
}

const HOST = resolve('dist/host/koshin.cjs')

/** Runs the command line of the built host in the world's environment. */
const koshin = (host: string, environment: Record<string, string>, ...words: string[]): string =>
  execFileSync(process.execPath, [host, ...words], { env: { ...process.env, ...environment }, encoding: 'utf8' })

/** Makes the launcher that the browser starts forget where programs are. */
const emptyPath = (manifests: string): void => {
  const manifest = readFileSync(join(manifests, `${HOST_NAME}.json`), 'utf8')
  const launcher: string = JSON.parse(manifest).path
  writeFileSync(launcher, readFileSync(launcher, 'utf8').replace('\nexec ', '\nexport PATH=/nonexistent\nexec '))
}

const addToken = ({ configFile, pin, soPin }: PracticeToken, label: string): void => {
  execFileSync('softhsm2-util', ['--init-token', '--free', '--label', label, '--so-pin', soPin, '--pin', pin], {
    env: { ...process.env, SOFTHSM2_CONF: configFile },
    stdio: 'ignore',
  })
}

type OldPair = Pick<PracticeToken, 'oldKeyPkcs12File' | 'pkcs12Password'>

/** The one pair that the browser logs on with. */
const ownPair = async (
  folder: string,
  { bank, token, logsOnWith }: Pick<World, 'bank' | 'token'> & Pick<WorldOptions, 'logsOnWith'>,
): Promise<OldPair | null> => {
  if (logsOnWith === null) return null
  if (logsOnWith === undefined) return token
  const { pem, privateKeyPem } = await bank.issueClientCertificate({ commonName: logsOnWith, days: 20 })
  const file = join(folder, 'another.p12')
  const words = ['pkcs12', '-export', '-passout', `pass:${token.pkcs12Password}`, '-out', file]
  await openssl(words, privateKeyPem + pem)
  return { oldKeyPkcs12File: file, pkcs12Password: token.pkcs12Password }
}

export const makeWorld = async (options: WorldOptions): Promise<World> => {
  const {
    folder,
    display,
    pinentry,
    misbehaviour = 'none',
    bankAhead = 0,
    language = 'ja',
    edition = 'practice',
  } = options
  const name = options.browser ?? BROWSER
  const kind = KINDS[name]
  const inFolder = (name: string) => join(folder, name)
  const bank = await startPracticeBank({
    stateFolder: inFolder('bank'),
    misbehaviour,
    port: options.port ?? 0,
    now: () => new Date(Date.now() + bankAhead),
  })
  const token = await makePracticeToken({
    folder: inFolder('token'),
    bank,
    ...(options.commonName ? { commonName: options.commonName } : {}),
    ...(options.days === undefined ? {} : { days: options.days }),
  })
  if (options.secondToken) addToken(token, options.secondToken)
  const home = inFolder('home')
  const pair = await ownPair(folder, { bank, token, ...options })
  const fillStore = async (profile: string): Promise<void> => {
    const place = kind.store(profile, home)
    if (existsSync(join(place, 'cert9.db'))) return
    const store = await makeBrowserStore(place, bank.tlsCaFile)
    if (pair) await importOldCertificate(store, pair)
  }
  await fillStore(inFolder('profile-1'))
  const environment = {
    HOME: home,
    XDG_CONFIG_HOME: inFolder('config'),
    XDG_STATE_HOME: inFolder('state'),
    XDG_DATA_HOME: inFolder('data'),
    XDG_CACHE_HOME: inFolder('cache'),
    SOFTHSM2_CONF: token.configFile,
    DISPLAY: display,
    WAYLAND_DISPLAY: '',
    LANGUAGE: language,
    LANG: language === 'ja' ? 'ja_JP.UTF-8' : 'en_US.UTF-8',
    LC_ALL: '',
    ...options.more,
  }
  mkdirSync(join(environment.XDG_CONFIG_HOME, 'koshin'), { recursive: true })
  const config = { modules: [options.module ?? token.module], ...(pinentry ? { pinentry } : {}) }
  writeFileSync(join(environment.XDG_CONFIG_HOME, 'koshin', 'config.json'), JSON.stringify(config))
  // A copy: the browser writes into the folder of an unpacked extension, and a rebuild must not reach a running one.
  const extension = inFolder('extension')
  cpSync(kind.builds[edition], extension, { recursive: true })
  let browsers = 0
  const opened: Browser[] = []
  const open = async (
    options: Pick<BrowserOptions, 'profile' | 'environment' | 'extensions' | 'windowSize' | 'program'>,
    asksWhich = false,
  ) => {
    const logsOnTo = asksWhich ? [] : Object.values(bank.origins)
    const browser = await kind.launch({ ...options, logsOnTo, downloads, language })
    opened.push(browser)
    return browser
  }
  const downloads = inFolder('downloads')
  mkdirSync(downloads, { recursive: true })
  return {
    folder,
    bank,
    token,
    extension,
    environment,
    downloads,
    browserStore: (profile = 1) => kind.store(inFolder(`profile-${profile}`), home),
    openBrowser: async ({
      registered = true,
      host = HOST,
      bareHost = false,
      windowSize,
      profile: number,
      asksWhich = false,
      withoutKoshin = false,
      policy,
    } = {}) => {
      browsers += number === undefined ? 1 : 0
      const profile = inFolder(`profile-${number ?? browsers}`)
      await fillStore(profile)
      if (registered) koshin(host, environment, 'register', ...kind.registers(profile))
      if (bareHost) emptyPath(kind.manifests(profile, home))
      const extensions = withoutKoshin ? [] : [extension]
      if (policy !== undefined) writePolicy(kind.policy, folder, policy)
      const program = policy === undefined ? {} : { program: programWithPolicy(kind.policy, folder, kind.program()) }
      return open({ profile, environment, extensions, ...program, ...(windowSize ? { windowSize } : {}) }, asksWhich)
    },
    changePolicy: (policy) => writePolicy(kind.policy, folder, policy),
    openBankBrowser: async () => {
      const profile = inFolder(`bank-profile-${opened.length}`)
      const tokenHome = inFolder(`bank-home-${opened.length}`)
      await addTokenModule(await makeBrowserStore(kind.store(profile, tokenHome), bank.tlsCaFile), token)
      return open({ profile, environment: { ...environment, HOME: tokenHome }, extensions: [] }, name === 'firefox')
    },
    close: async () => {
      await Promise.all(opened.map((browser) => browser.close().catch(() => {})))
      await bank.close()
    },
  }
}

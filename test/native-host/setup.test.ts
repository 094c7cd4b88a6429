import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { manifestName } from '../../native-host/browser-view/module-name.ts'
import { languageOf, readArguments, UnknownArgument } from '../../native-host/cli/arguments.ts'
import { nodeFinding } from '../../native-host/cli/findings.ts'
import { redact } from '../../native-host/log.ts'
import { driverPaths, knownDrivers } from '../../native-host/pkcs11/module-paths.ts'
import { places } from '../../native-host/places.ts'
import { speaking } from '../../native-host/sentences.ts'
import { launcher } from '../../native-host/setup/launcher.ts'
import { profileManifest, userManifests } from '../../native-host/setup/manifests.ts'
import { EXTENSION_ID_CHROMIUM, EXTENSION_ID_FIREFOX, HOST_NAME } from '../../src/protocol/host.ts'
import { SOFTHSM } from './token.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'koshin-home-'))
})
afterEach(() => rmSync(home, { recursive: true }))

const koshin = (...args: string[]) => {
  const env = { PATH: process.env.PATH, HOME: home, LANG: 'en_US.UTF-8' }
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'native-host/main.ts', ...args], {
    env,
    encoding: 'utf8',
  })
  return { code: run.status, output: run.stdout, errors: run.stderr }
}
const configure = (modules: readonly string[]): void => {
  mkdirSync(join(home, '.config/koshin'), { recursive: true })
  writeFileSync(join(home, '.config/koshin/config.json'), JSON.stringify({ modules }))
}
const CONFIG = '.config/koshin/config.json'
const files = () =>
  readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(home.length + 1))
    .sort()

describe('manifests', () => {
  test('name the launcher and our extension, for each family in its own way', () => {
    const [chromium, , , firefox] = userManifests('linux', '/home/a', '/data', '/data/koshin-host')
    expect(chromium?.file).toBe(`/home/a/.config/chromium/NativeMessagingHosts/${HOST_NAME}.json`)
    expect(JSON.parse(chromium?.content ?? '')).toEqual({
      name: HOST_NAME,
      description: expect.any(String),
      path: '/data/koshin-host',
      type: 'stdio',
      allowed_origins: [`chrome-extension://${EXTENSION_ID_CHROMIUM}/`],
    })
    expect(firefox?.file).toBe(`/home/a/.mozilla/native-messaging-hosts/${HOST_NAME}.json`)
    expect(JSON.parse(firefox?.content ?? '')).toMatchObject({ allowed_extensions: [EXTENSION_ID_FIREFOX] })
  })

  test('of a Mac lie in its Library, those of Windows are found by the registry', () => {
    const [mac] = userManifests('darwin', '/Users/a', '/data', '/l')
    expect(mac?.file).toBe(`/Users/a/Library/Application Support/Chromium/NativeMessagingHosts/${HOST_NAME}.json`)
    const keys = userManifests('win32', 'C:\\Users\\a', 'C:\\data', 'C:\\l.bat').map(({ registryKey }) => registryKey)
    expect(keys).toContain(`HKCU\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\${HOST_NAME}`)
  })

  test('of Edge lie where Microsoft Learn says (Native messaging, step 3)', () => {
    const edge = (platform: NodeJS.Platform) =>
      userManifests(platform, '/home/a', '/data', '/l').find(({ browser }) => browser === 'Edge')
    const name = `${HOST_NAME}.json`
    expect(edge('linux')?.file).toBe(`/home/a/.config/microsoft-edge/NativeMessagingHosts/${name}`)
    expect(edge('darwin')?.file).toBe(`/home/a/Library/Application Support/Microsoft Edge/NativeMessagingHosts/${name}`)
    expect(edge('win32')?.registryKey).toBe(`HKCU\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\${HOST_NAME}`)
  })

  test('of one profile lie in it', () => {
    expect(profileManifest('/tmp/profile', '/l').file).toBe(`/tmp/profile/NativeMessagingHosts/${HOST_NAME}.json`)
  })
})

test('the page for administrators names whom and what register writes', () => {
  const page = readFileSync('docs/policy.md', 'utf8')
  const [linux, mac] = (['linux', 'darwin'] as const).map((platform) => userManifests(platform, '', '', '/l'))
  const folders = [...(linux ?? []), ...(mac ?? [])].map(({ file }) =>
    dirname(file).replace(/^\/?(Library\/Application Support\/)?/, ''),
  )
  const keys = userManifests('win32', '', '', '/l').map(({ registryKey }) =>
    (registryKey ?? '').replace('HKCU\\Software\\', '').replace(`\\${HOST_NAME}`, ''),
  )
  for (const name of [EXTENSION_ID_CHROMIUM, EXTENSION_ID_FIREFOX, HOST_NAME, ...folders, ...keys])
    expect(page).toContain(`${name}`)
})

describe('the launcher', () => {
  test('starts what it was told to, whatever is in the path', () => {
    const folder = join(home, "it's $HOME")
    mkdirSync(folder)
    const program = join(folder, 'print.cjs')
    writeFileSync(program, 'console.log(JSON.stringify(process.argv.slice(2)))')
    const { file, content } = launcher('linux', folder, [process.execPath, program])
    writeFileSync(file, content, { mode: 0o755 })
    expect(JSON.parse(execFileSync(file, ['a b', "c'd"]).toString())).toEqual(['a b', "c'd"])
  })

  test('of Windows is a batch file', () => {
    expect(launcher('win32', 'C:\\data', ['C:\\Program Files\\node.exe', 'C:\\100%\\koshin.cjs']).content).toBe(
      '@echo off\r\nrem written by koshin register\r\n"C:\\Program Files\\node.exe" "C:\\100%%\\koshin.cjs" %*\r\n',
    )
  })
})

describe('koshin register', () => {
  test('writes a launcher, four manifests and one of each driver, says which, and takes them back', () => {
    configure([SOFTHSM, join(home, 'not-there.so')])
    const { code, output } = koshin('register')
    expect(code).toBe(0)
    const written = files().filter((file) => file !== CONFIG)
    expect(written).toEqual([
      `.config/chromium/NativeMessagingHosts/${HOST_NAME}.json`,
      `.config/google-chrome/NativeMessagingHosts/${HOST_NAME}.json`,
      `.config/microsoft-edge/NativeMessagingHosts/${HOST_NAME}.json`,
      '.local/share/koshin/koshin-host',
      `.mozilla/native-messaging-hosts/${HOST_NAME}.json`,
      `.mozilla/pkcs11-modules/${manifestName(SOFTHSM)}.json`,
    ])
    for (const file of written) expect(output).toContain(join(home, file))
    expect(statSync(join(home, '.local/share/koshin/koshin-host')).mode & 0o111).toBe(0o111)
    expect(koshin('doctor').output).toContain('Registered with Firefox')
    expect(koshin('doctor').output).toContain('○ Firefox can be given the driver libsofthsm2.so')
    expect(koshin('unregister').code).toBe(0)
    const left = files().filter((file) => file !== '.local/state/koshin/koshin.log')
    expect(left).toEqual([CONFIG])
  })

  test('is called for again where a driver has come since', () => {
    configure([])
    koshin('register')
    configure([SOFTHSM])
    expect(koshin('doctor').output).toContain('× Firefox has not been told of the driver libsofthsm2.so.')
  })

  test('takes back the manifest of a driver that is gone since', () => {
    const driver = join(home, 'driver.so')
    writeFileSync(driver, '')
    configure([driver])
    koshin('register')
    const manifest = join(home, '.mozilla/pkcs11-modules', `${manifestName(driver)}.json`)
    expect(JSON.parse(readFileSync(manifest, 'utf8')).path).toBe(driver)
    rmSync(driver)
    expect(koshin('unregister').output).toContain(`Removed: ${manifest}`)
  })

  test('says that it cannot read which drivers are meant', () => {
    mkdirSync(join(home, '.config/koshin'), { recursive: true })
    writeFileSync(join(home, CONFIG), '{')
    expect(koshin('register')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('The settings file cannot be read: config.json: is not JSON'),
    })
  })

  test('in a profile writes there only', () => {
    koshin('register', '--user-data-dir', join(home, 'profile'))
    expect(files()).toEqual(['.local/share/koshin/koshin-host', `profile/NativeMessagingHosts/${HOST_NAME}.json`])
  })

  test('leaves what somebody else has written', () => {
    koshin('register')
    const file = join(home, '.mozilla/native-messaging-hosts', `${HOST_NAME}.json`)
    writeFileSync(file, '{"name": "other"}')
    expect(koshin('doctor')).toMatchObject({ code: 1, output: expect.stringContaining('points to another program') })
    expect(koshin('unregister').output).toContain(`Left alone, as Koshin did not write it: ${file}`)
    expect(readFileSync(file, 'utf8')).toBe('{"name": "other"}')
  })

  test('says what it could not write', () => {
    writeFileSync(join(home, '.mozilla'), '')
    const { code, errors } = koshin('register')
    expect(code).toBe(1)
    expect(errors).toContain('Could not write: ')
  })
})

describe('koshin doctor', () => {
  test('says what is missing in Japanese by default', () => {
    const { code, output } = koshin('doctor', '--language', 'ja')
    expect(code).toBe(1)
    expect(output).toContain('× どのブラウザにも登録されていません。「koshin register」を実行してください。')
    expect(output).not.toContain(home)
  })
})

describe('the command line', () => {
  test.each([
    [['version'], 0, '0.1.0\n'],
    [['--version'], 0, '0.1.0\n'],
  ] as const)('%j', (args, code, output) => {
    expect(koshin(...args)).toMatchObject({ code, output })
  })

  test('explains itself where it does not understand', () => {
    expect(koshin('renew')).toMatchObject({ code: 64, errors: expect.stringContaining('Not understood: renew') })
  })

  test.each([
    [[], 'help', 'ja'],
    [['doctor', '--language', 'en'], 'doctor', 'en'],
  ] as const)('%j is %s', (args, command, language) => {
    expect(readArguments(args, {})).toMatchObject({ command, language })
  })

  test('takes no more than it knows', () => {
    for (const args of [['doctor', 'x'], ['doctor', '--language', 'fr'], ['--force']])
      expect(() => readArguments(args, {})).toThrow(UnknownArgument)
  })

  test('speaks Japanese unless the environment says English', () => {
    expect([
      languageOf({ LANG: 'C' }),
      languageOf({ LANG: 'en_GB.UTF-8' }),
      languageOf({ LC_ALL: 'ja_JP', LANG: 'en' }),
    ]).toEqual(['ja', 'en', 'ja'])
  })

  test('knows which Node it needs', () => {
    const say = speaking('en')
    expect(['20.18.9', '20.19.0', '22.0.0', '18.20.0'].map((version) => nodeFinding(version, say).ok)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

describe('where things lie', () => {
  test('follows the platform', () => {
    expect(places('linux', { XDG_STATE_HOME: '/s', XDG_CONFIG_HOME: 'relative' }, '/home/a')).toEqual({
      state: '/s/koshin',
      config: '/home/a/.config/koshin/config.json',
      data: '/home/a/.local/share/koshin',
    })
    expect(places('darwin', {}, '/Users/a').state).toBe('/Users/a/Library/Application Support/koshin')
  })

  test('drivers are known by absolute paths, and the same file is one driver', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const { drivers, lastResort } = knownDrivers(platform, 'C:\\Windows')
      for (const path of [...drivers, ...lastResort]) expect(path).toMatch(/^(?:\/|C:\\)/)
    }
    expect(driverPaths([SOFTHSM])).toEqual([SOFTHSM])
    const found = driverPaths(null)
    expect(found.filter((path) => path.endsWith('libsofthsm2.so')).length).toBeLessThanOrEqual(1)
  })
})

test('the log keeps no home folder and nothing long enough to be a key', () => {
  expect(redact(`/home/a/x ${'A'.repeat(40)} ok`, '/home/a')).toBe('~/x […] ok')
})

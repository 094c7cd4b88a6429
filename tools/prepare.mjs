// Installs what a bare machine lacks: Debian packages, then npm packages. Plain JavaScript: it runs before anything is there.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** To compile the PKCS#11 binding. */
const COMPILER = ['g++', 'make', 'python3']
/** To run a bank, a token, browsers and their dialogs. */
const PRACTICE = [
  'chromium',
  'chromium-l10n',
  'firefox-esr',
  'firefox-esr-l10n-ja',
  'softhsm2',
  'opensc',
  'openssl',
  'libnss3-tools',
  'sqlite3',
  'pinentry-gtk2',
  'xvfb',
  'openbox',
  'xdotool',
  'imagemagick',
  'fonts-noto-cjk',
]
/** To see a company's monitoring read what `koshin status` writes, and what another program takes to list a token. */
const MONITORING = ['prometheus', 'prometheus-node-exporter', 'gnutls-bin']
/** Debian starts these when they are installed and at every boot: nobody has asked for that. */
const SERVICES = ['prometheus', 'prometheus-node-exporter']

const stop = (sentence) => {
  console.error(`\n${sentence}`)
  process.exit(1)
}

const isInstalled = (name) => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholder
  const query = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', name], { encoding: 'utf8' })
  return query.stdout === 'installed'
}

const installDebianPackages = (names) => {
  if (spawnSync('dpkg-query', ['--version']).status !== 0) {
    console.error(`This is not a Debian system. These Debian packages are taken to be there: ${names.join(' ')}`)
    return
  }
  const missing = names.filter((name) => !isInstalled(name))
  if (missing.length === 0) return
  const asRoot = process.getuid() === 0 ? [] : ['sudo', '-n']
  if (asRoot.length > 0 && spawnSync('sudo', ['-n', 'true']).status !== 0) {
    stop(
      `Debian packages are missing and may not be installed from here. Please run:\n  sudo apt-get install ${missing.join(' ')}`,
    )
  }
  console.error(`Installing Debian packages: ${missing.join(' ')}`)
  const apt = (...words) => {
    const [program, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...words]
    return spawnSync(program, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  }
  const root = (...words) => {
    const [program, ...rest] = [...asRoot, ...words]
    return spawnSync(program, rest, { stdio: 'ignore' }).status === 0
  }
  apt('update')
  const isInstalledNow = withoutStarting(root, () => apt('install', '--yes', '--no-install-recommends', ...missing))
  const services = SERVICES.filter((name) => missing.includes(name))
  if (services.length > 0) root('systemctl', 'disable', ...services)
  if (!isInstalledNow) stop(`apt-get could not install: ${missing.join(' ')}. Please install them and try again.`)
}

/** Debian's own way to say that no service may be started; one that is there already is somebody's, and stays. */
const POLICY = '/usr/sbin/policy-rc.d'

const withoutStarting = (root, act) => {
  if (existsSync(POLICY)) return act()
  root('sh', '-c', `printf '#!/bin/sh\\nexit 101\\n' > ${POLICY} && chmod 755 ${POLICY}`)
  try {
    return act()
  } finally {
    root('rm', '-f', POLICY)
  }
}

const installNpmPackages = () => {
  const lock = join(root, 'package-lock.json')
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return
  console.error('Installing npm packages')
  const headers = join(dirname(dirname(process.execPath)), 'include', 'node', 'node.h')
  // Where Node's own headers are there, node-gyp need not fetch them.
  const environment = existsSync(headers) ? { npm_config_nodedir: dirname(dirname(dirname(headers))) } : {}
  try {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      env: { ...environment, ...process.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  } catch {
    stop('npm could not install the packages of package-lock.json. Its own message stands above.')
  }
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) stop(`Node.js 20.19 or newer is needed; this is ${process.version}.`)
installDebianPackages([...COMPILER, ...PRACTICE, ...MONITORING])
installNpmPackages()

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { editionBanks } from './src/bank/edition.ts'
import { leanPkijs } from './tools/lean-pkijs.ts'
import { type BrowserBuild, manifestFor } from './tools/manifest.ts'
import { noMarkup } from './tools/no-markup.ts'
import { popupTexts } from './tools/popup-texts.ts'
import { usedTokens } from './tools/used-tokens.ts'

/**
 * Three builds from one source: `vite build --mode chrome` and `--mode firefox` (the extension), and `--mode host` (native messaging
 * host and command line, one program). The edition that names built-in banks comes from KOSHIN_EDITION.
 */

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
const version: string = read('package.json').version

/**
 * What the extension plugin leaves that nobody wants: registered scripts readable for every page, by which any site
 * could tell that Koshin is installed (the browser injects them without that), and each of them a second time as a
 * module that nothing loads.
 */
const tidy: Plugin = {
  name: 'tidy',
  enforce: 'post',
  writeBundle: {
    order: 'post',
    sequential: true,
    handler: ({ dir = '' }, bundle) => {
      const path = join(dir, 'manifest.json')
      if (!existsSync(path)) return
      const { web_accessible_resources: _unwanted, ...manifest } = read(path)
      writeFileSync(path, JSON.stringify(manifest, null, 2))
      for (const name of Object.keys(bundle)) if (/\.iife\.ts-[^/]*\.js$/.test(name)) rmSync(join(dir, name))
    },
  },
}

/** The bundler does not know that the manifest names this file: what an administrator's policy may hold. */
const managedSchema: Plugin = {
  name: 'managed-schema',
  generateBundle() {
    const fileName = 'managed-schema.json'
    this.emitFile({ type: 'asset', fileName, source: readFileSync(`extension/${fileName}`, 'utf8') })
  },
}

/** The oldest browsers that the manifests let it into. */
const TARGETS: Record<BrowserBuild, string> = { chrome: 'chrome127', firefox: 'firefox153' }

/**
 * What several pages share, each too small for a file of its own: in one they are packed better. First what the service worker has as
 * well, so that it loads nothing that draws.
 */
const GROUPS = [
  {
    name: 'base',
    test: /\/webextension-polyfill\/|\/extension\/ui\/(?:texts|errors|names|dates)\.ts$|\/src\/protocol\/errors\.ts$/,
    priority: 2,
  },
  {
    name: 'parts',
    test: /\/extension\/ui\/(?:check-list|discard|failure-details|header|pending-enrolment|permission|radio-card|rescue)\.tsx?$/,
    priority: 1,
  },
]

const extension = (browser: BrowserBuild): UserConfig => {
  const edition = process.env.KOSHIN_EDITION ?? 'plain'
  const banks = editionBanks(read(`extension/editions/${edition}.json`))
  const origins = banks.flatMap((bank) => bank.origins)
  const manifest = {
    ...manifestFor(browser),
    version,
    ...(origins.length > 0 ? { host_permissions: origins } : {}),
  } as ManifestV3Export
  return {
    root: 'extension',
    define: { __BUILT_IN_BANKS__: JSON.stringify(banks), __VERSION__: JSON.stringify(version) },
    plugins: [
      popupTexts,
      usedTokens,
      noMarkup,
      leanPkijs,
      crx({ manifest, browser }),
      ...(browser === 'chrome' ? [managedSchema] : []),
      tidy,
    ],
    // The sentences of a language are taken whole: as one text they are a third smaller than a name for each.
    json: { namedExports: false },
    build: {
      outDir: edition === 'plain' ? `../dist/${browser}` : `../dist/${browser}-${edition}`,
      emptyOutDir: true,
      target: TARGETS[browser],
      modulePreload: false,
      rollupOptions: {
        input: {
          consent: 'extension/consent/index.html',
          pin: 'extension/pin/index.html',
          certificates: 'extension/certificates/index.html',
        },
        output: { codeSplitting: { groups: GROUPS } },
      },
    },
  }
}

const host = (): UserConfig => ({
  define: { __VERSION__: JSON.stringify(version) },
  publicDir: false,
  build: {
    outDir: 'dist/host',
    emptyOutDir: true,
    target: 'node20',
    ssr: true,
    minify: false,
    rollupOptions: {
      input: {
        koshin: 'native-host/main.ts',
        'pkcs11-process': 'native-host/pkcs11/process/main.ts',
        'answer-thread': 'native-host/answer/judge-thread.ts',
      },
      external: ['pkcs11js', ...builtinModules, /^node:/],
      output: {
        format: 'cjs',
        entryFileNames: '[name].cjs',
        chunkFileNames: 'parts/[name]-[hash].cjs',
        banner: ({ name, isEntry }) => (isEntry && name === 'koshin' ? '#!/usr/bin/env node' : ''),
      },
    },
  },
  ssr: { noExternal: true, external: ['pkcs11js'] },
})

export default defineConfig(({ mode }) =>
  mode === 'host' ? host() : extension(mode === 'firefox' ? 'firefox' : 'chrome'),
)

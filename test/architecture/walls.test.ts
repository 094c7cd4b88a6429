import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Who may import whom. A failing sentence says what to do instead. */

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file))

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|(?:^|\n)\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g

/** Paths from the repository's root for relative imports, package names for the others. */
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(IMPORT)]
    .map(([, from, bare, dynamic]) => (from ?? bare ?? dynamic ?? '').replace(/\?.*$/, ''))
    .map((path) => (path.startsWith('.') ? relative('.', resolve(dirname(file), path)) : path))

const breaches = (files: string[], isAllowed: (imported: string, file: string) => boolean): string[] =>
  files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => !isAllowed(imported, file))
      .map((imported) => `${file} imports ${imported}`),
  )

const withoutComments = (file: string): string =>
  readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')

const isPackage = (imported: string): boolean => !/^(src|extension|native-host|test|tools|bench)\//.test(imported)
const worldOf = (file: string): string => file.split('/').slice(0, 2).join('/')

describe('the walls between the worlds', () => {
  it('src is shared by all, so it imports only itself and libraries that need neither browser nor Node', () => {
    const libraries = new Set(['valibot', 'pkijs', 'asn1js'])
    expect(
      breaches(sources('src'), (imported) => imported.startsWith('src/') || libraries.has(imported)),
      'Move what needs a browser or Node into extension/ or native-host/, and hand its result in as an argument.',
    ).toEqual([])
  })

  it('src has no clock, no randomness and no surroundings of its own', () => {
    const surroundings =
      /\b(?:Date\.now|new Date\(\)|Math\.random|process\.|Buffer\b|document\.|window\.|globalThis|fetch\(|crypto\.|setTimeout|console\.)/
    const found = sources('src').filter((file) => surroundings.test(withoutComments(file)))
    expect(found, 'Time, randomness and I/O come into src as arguments.').toEqual([])
  })

  it('pkijs and asn1js are imported in src/pki alone', () => {
    const others = [...sources('src'), ...sources('extension'), ...sources('native-host')].filter(
      (file) => !file.startsWith('src/pki/'),
    )
    expect(
      breaches(others, (imported) => !/^(pkijs|asn1js)$/.test(imported)),
      'Add what you need to src/pki and call it from there.',
    ).toEqual([])
  })

  it('the extension keeps src/pki out: a service worker cannot load it lazily', () => {
    expect(
      breaches(sources('extension'), (imported) => !imported.startsWith('src/pki')),
      'Ask the native host instead.',
    ).toEqual([])
  })

  it('only the worker judges whether a certificate was revoked: src/revocation brings src/pki along', () => {
    const judge = 'extension/background/revocation.ts'
    const others = [...sources('src'), ...sources('extension'), ...sources('native-host')].filter(
      (file) => !file.startsWith('src/revocation/') && file !== judge,
    )
    const types = /^src\/revocation\/(?:revocation|cryptography)\.ts$/
    expect(
      breaches(others, (imported) => !imported.startsWith('src/revocation') || types.test(imported)),
      'Take the types of src/revocation/revocation.ts, and have the background ask.',
    ).toEqual([])
  })

  it('extension and host meet in src/protocol only', () => {
    expect(
      breaches(sources('extension'), (imported) => !/^(native-host|test|tools|bench)\/|^node:/.test(imported)),
      'Add a message to src/protocol, and let the host do it.',
    ).toEqual([])
    expect(
      breaches(sources('native-host'), (imported) => isPackage(imported) || /^(src|native-host)\//.test(imported)),
      'Add a message to src/protocol, and let the extension do it.',
    ).toEqual([])
  })

  it('a world of the extension does not import another: they speak by messages', () => {
    const shared = new Set(['extension/ui', 'extension/_locales', 'src/protocol'])
    expect(
      breaches(sources('extension'), (imported, file) => {
        if (!imported.startsWith('extension/') || worldOf(imported) === worldOf(file)) return true
        // The service worker registers the two scripts by name and knows the one type that the content script expects.
        const registered = worldOf(file) === 'extension/background' && imported.endsWith('.iife.ts')
        return registered || shared.has(worldOf(imported))
      }),
      'Send a message of src/protocol/extension.ts, or move what several windows draw into extension/ui.',
    ).toEqual([])
  })

  it('webextension-polyfill is the only way to the browser in the extension', () => {
    const direct = sources('extension').filter((file) => /\bchrome\.\w+\./.test(withoutComments(file)))
    expect(direct, "Use browser.* of 'webextension-polyfill'.").toEqual([])
  })
})

it('no text for users stands in the code of the extension', () => {
  const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/
  // Its characters are a rule of typesetting (which particle belongs to the word before it), not words to read.
  const typesetting = 'extension/ui/heading.tsx'
  const found = sources('extension').filter((file) => file !== typesetting && japanese.test(withoutComments(file)))
  expect(found, 'Put the sentence into extension/_locales, in both languages, and use its key.').toEqual([])
})

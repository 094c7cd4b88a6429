// Builds the extension (one edition or more, for both browsers) and the host, and holds both to their limits.
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
const editions = process.argv.length > 2 ? process.argv.slice(2) : ['plain']

/** KiB after gzip, the whole of what a page or popup loads. */
const LIMITS = { content: 20, popup: 40 }

const gzipped = (files) => files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1024

/** The sentences come as a module of their own, in one language: the one that takes most counts. */
const longestTexts = (files) => {
  const modules = files
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/import\(\s*[`"'](\.\/messages[^`"']*\.js)[`"']\s*\)/g)].map(([, path]) =>
        join(dirname(file), path),
      ),
    )
  if (modules.length === 0) throw new Error('no sentences are loaded')
  return modules.toSorted((a, b) => gzipped([b]) - gzipped([a])).slice(0, 1)
}

/** An HTML page's own files: scripts, what they import, style sheets. */
const loadedBy = (folder, page) => {
  const seen = new Set()
  const add = (file) => {
    if (seen.has(file)) return
    seen.add(file)
    if (!/\.(js|html)$/.test(file)) return
    const text = readFileSync(file, 'utf8')
    for (const [, path] of text.matchAll(
      /(?:src|href|from|import)\s*[=(]?\s*["']((?:\.{0,2}\/)[^"']+\.(?:js|css))["']/g,
    )) {
      add(path.startsWith('/') ? join(folder, path) : join(dirname(file), path))
    }
  }
  add(join(folder, page))
  return [...seen, ...longestTexts([...seen])]
}

const contentScripts = (folder) => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))
  return files.filter((file) => /(?:^|\/)content\//.test(file)).map((file) => join(folder, file))
}

const checkSizes = (folder) => {
  const sets = { content: contentScripts(folder), popup: loadedBy(folder, 'popup/index.html') }
  for (const [name, files] of Object.entries(sets)) {
    const size = gzipped(files)
    console.log(`${folder}: ${name} ${size.toFixed(2)} KiB gzipped of ${LIMITS[name]} allowed (${files.length} files)`)
    if (files.length === 0 || size > LIMITS[name]) throw new Error(`${name} is larger than ${LIMITS[name]} KiB gzipped`)
    // pkijs carries its name in its error messages: it has no business in a page.
    if (files.some((file) => /pkijs|asn1js/i.test(readFileSync(file, 'utf8')))) throw new Error(`pkijs is in ${name}`)
  }
}

for (const edition of editions) {
  process.env.KOSHIN_EDITION = edition
  for (const browser of ['chrome', 'firefox']) {
    await build({ mode: browser, logLevel: 'warn' })
    checkSizes(edition === 'plain' ? `dist/${browser}` : `dist/${browser}-${edition}`)
  }
}

await build({ mode: 'host', logLevel: 'warn' })
// The one part that is not JavaScript: the compiled binding goes beside the bundle, so that dist/host can be moved.
for (const part of ['index.js', 'package.json', 'LICENSE', 'build/Release/pkcs11.node']) {
  cpSync(join('node_modules/pkcs11js', part), join('dist/host/node_modules/pkcs11js', part), { recursive: true })
}
chmodSync('dist/host/koshin.cjs', 0o755)
rmSync('dist/host/.vite', { recursive: true, force: true })
console.log(
  `dist/host: ${gzipped(['dist/host/koshin.cjs']).toFixed(1)} KiB gzipped is loaded before host.hello is answered`,
)

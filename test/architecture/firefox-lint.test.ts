import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'

/** The linter of Firefox's own store, on the build. Run over the whole of dist/firefox: `npm run build` makes it. */

interface Finding {
  readonly code: string
  readonly file?: string
  readonly message: string
}

const lint = (folder: string): readonly Finding[] => {
  const words = ['node_modules/addons-linter/bin/addons-linter', folder, '--output', 'json']
  const { stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  const { errors, warnings, notices } = JSON.parse(stdout)
  return [...errors, ...warnings, ...notices].map(({ code, file, message }) => ({ code, file, message }))
}

it.each(['dist/firefox', 'dist/firefox-practice'])(
  'finds no error, warning or notice in %s',
  (folder) => {
    expect(existsSync(`${folder}/manifest.json`), `There is no ${folder}: npm run build`).toBe(true)
    expect(lint(folder)).toEqual([])
  },
  60_000,
)

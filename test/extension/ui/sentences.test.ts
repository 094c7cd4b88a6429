import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import english from '../../../extension/_locales/en/messages.json'
import japanese from '../../../extension/_locales/ja/messages.json'
import { REFUSAL_REASONS } from '../../../src/bank/accept-profile.ts'
import { STEPS } from '../../../src/bank/profile.ts'
import { PROBLEM_REASONS } from '../../../src/bank/profile-problem.ts'
import { NO_NOTICE_REASONS } from '../../../src/notice/reading.ts'
import { ERRORS } from '../../../src/protocol/errors.ts'
import { progressSchema } from '../../../src/protocol/host.ts'
import { ERRORS_ELSEWHERE, NOT_IN_POPUP } from '../../../tools/popup-texts.ts'

/** The sentences and the source tree that shows them. */

const ROOT = join(import.meta.dirname, '../../..')

const filesUnder = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => join(folder, file))

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

type Message = { message: string; placeholders?: Record<string, { content: string }> }
const languages: Record<string, Record<string, Message>> = { ja: japanese, en: english }
const keys = Object.keys(japanese)

const underscored = (text: string): string => text.replaceAll('-', '_')

/** Keys that code puts together from closed unions: no literal of them stands in the source. */
const COMPUTED: readonly string[] = [
  ...Object.keys(ERRORS).flatMap((code) => [`error_${code}_what`, `error_${code}_next`]),
  ...Object.values(ERRORS).map(({ kept }) => `kept_${kept}`),
  ...STEPS.map((step) => `step_${step}`),
  ...progressSchema.entries.step.options.map((step) => `progress_${step}`),
  ...['open', 'soon', 'last-day', 'expired'].map((urgency) => `chip_${urgency}`),
  ...['soon', 'last-day', 'expired'].flatMap((urgency) => [`banner_${urgency}_heading`, `banner_${urgency}_sentence`]),
  ...['true', 'caution', 'todo', 'checking'].map((state) => `check_state_${state}`),
  ...['low', 'final', 'locked'].map((tries) => `tries_${tries}`),
  ...['making', 'installing'].map((work) => `${work}_heading`),
  ...[...PROBLEM_REASONS, ...REFUSAL_REASONS].map((reason) => `profile_problem_${reason}`),
  ...NO_NOTICE_REASONS.map((reason) => `look_none_${reason}`),
  ...['notice', 'screen', 'ambiguous'].map((verdict) => `look_${verdict}_sentence`),
  ...['too-large', 'not-text', 'unreadable'].map((fault) => `options_file_${fault}`),
].map(underscored)

describe('both languages', () => {
  it('have the same keys', () => {
    expect(Object.keys(english).toSorted()).toEqual(keys.toSorted())
  })

  it.each(Object.keys(languages))('%s: every placeholder of a message is declared and used', (language) => {
    for (const [key, { message, placeholders = {} }] of Object.entries(languages[language] ?? {})) {
      const used = [...message.matchAll(/\$(\w+)\$/g)].map(([, name]) => name?.toLowerCase())
      expect([...new Set(used)].toSorted(), key).toEqual(Object.keys(placeholders).toSorted())
    }
  })

  it('number the placeholders alike, as the manifest counts them', () => {
    const placeholders = (messages: Record<string, Message>) => keys.map((key) => messages[key]?.placeholders)
    expect(placeholders(english)).toEqual(placeholders(japanese))
  })

  it('have a description short enough for the stores', () => {
    expect(japanese.extDescription.message.length).toBeLessThanOrEqual(132)
    expect(english.extDescription.message.length).toBeLessThanOrEqual(132)
  })
})

describe('errors', () => {
  it.each(Object.keys(ERRORS))('%s says what happened and what to do next', (code) => {
    const name = `error_${underscored(code)}`
    expect(keys).toContain(`${name}_what`)
    expect(keys).toContain(`${name}_next`)
  })

  it('that the popup is built without are of operations that no renewal does', () => {
    const renewal = ['host-work', 'check-readiness', 'certificates-in-stores']
    const source = renewal.map((name) => read(`extension/background/${name}.ts`)).join('\n')
    expect(source).toContain("'enrolment.prepare'")
    expect(Object.values(ERRORS_ELSEWHERE).filter((method) => source.includes(`'${method}'`))).toEqual([])
  })

  it('have no sentences left over from codes that are gone', () => {
    const codes = Object.keys(ERRORS).map(underscored)
    const gone = keys.filter(
      (key) => key.startsWith('error_') && !codes.includes(key.replace(/^error_|_(what|next)$/g, '')),
    )
    expect(gone).toEqual([])
  })
})

describe('reasons', () => {
  it.each(COMPUTED.filter((key) => /^(?:profile_problem|look_none)_/.test(key)))('%s has a sentence', (key) => {
    expect(keys).toContain(key)
  })
})

describe('the source tree', () => {
  const source = [...filesUnder('extension', /\.tsx?$/), ...filesUnder('src', /\.ts$/), 'manifest.json']
    .map(read)
    .join('\n')

  it('uses every sentence', () => {
    const unused = keys.filter(
      (key) => !COMPUTED.includes(key) && !source.includes(`'${key}'`) && !source.includes(`__MSG_${key}__`),
    )
    expect(unused, 'Take these out of both _locales/…/messages.json, or use them.').toEqual([])
  })

  it('asks in the popup for no sentence that it is built without (tools/popup-texts.ts)', () => {
    const pages = ['popup', 'ui'].flatMap((folder) => filesUnder(`extension/${folder}`, /\.tsx?$/))
    const quoted = pages.flatMap((file) => [...read(file).matchAll(/['`](\w+)/g)].map(([, key = '']) => key))
    expect(quoted.filter((key) => NOT_IN_POPUP.test(key))).toEqual([])
  })

  it('keeps sentences in _locales', () => {
    const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    const sentences = filesUnder('extension', /\.tsx$/).flatMap((file) => {
      const text = withoutComments(read(file))
      const japaneseWords = text.match(/["'`>][^"'`<>{}\n]*[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]{2,}/gu) ?? []
      const wordsBetweenTags = text.match(/<\/?[a-z][^<>]*>\s*[A-Za-z][^<>{}]*<\//gi) ?? []
      const wordsInAttributes = text.match(/\b(?:aria-label|title|alt|placeholder)="[^"]+"/g) ?? []
      return [...japaneseWords, ...wordsBetweenTags, ...wordsInAttributes].map((words) => `${file}: ${words}`)
    })
    expect(sentences, 'Move these words to _locales/ja and _locales/en and show them with texts(…).').toEqual([])
  })
})

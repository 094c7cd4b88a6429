import { describe, expect, test } from 'vitest'
import en from '../../native-host/_locales/en.json' with { type: 'json' }
import ja from '../../native-host/_locales/ja.json' with { type: 'json' }
import { speaking } from '../../native-host/sentences.ts'

const placeholders = (sentence: string) => sentence.match(/\{\w+\}/g)?.sort() ?? []

describe('sentences', () => {
  test('are the same ones in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(ja))
  })

  test.each(Object.keys(ja) as (keyof typeof ja)[])('%s has the same gaps in both', (name) => {
    expect(placeholders(en[name])).toEqual(placeholders(ja[name]))
  })

  test('take their values as they are', () => {
    expect(speaking('en')('doctor.token', { token: '{pin}', pin: 'ok' })).toBe('USB token {pin}: ok')
    expect(speaking('en')('doctor.token', { token: 'a' })).toBe('USB token a: {pin}')
  })
})

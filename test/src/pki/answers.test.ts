import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/pki/answer.ts'
import { checkIssued, type Issued } from '../../../src/pki/check-issued.ts'
import { KoshinError } from '../../../src/protocol/errors.ts'
import { type ExpectedAnswer, expectedAnswers, sha256, vector, verify } from './vectors.ts'

/** Every vector, from the bytes that the CA's page handed over to the verdict. */

type Row = (typeof expectedAnswers)[number]

const judge = (row: Row): { sent: Uint8Array[]; issued: Issued } => {
  const sent = readAnswer(vector(row.file))
  const issued = checkIssued({
    certificates: sent,
    spki: vector(`${row.key}.spki.der`),
    previous: vector(row.previous),
    issuers: (row.issuers ?? []).map(vector),
    now: Date.parse(row.now),
    bankAhead: row.bankAheadMinutes === undefined ? null : row.bankAheadMinutes * 60_000,
    acceptSubjectOf: null,
    sha256,
    verify,
  })
  return { sent, issued }
}

const refusal = (row: Row): Pick<ExpectedAnswer, 'expect' | 'detail'> => {
  try {
    judge(row)
  } catch (error) {
    if (error instanceof KoshinError) return { expect: error.code, detail: error.data.detail ?? '' }
    throw error
  }
  return { expect: 'ok' }
}

describe('an answer that is good', () => {
  it.each(expectedAnswers.filter((row) => row.expect === 'ok'))('$file: $certificates sent, $chain issuers', (row) => {
    const { sent, issued } = judge(row)
    expect({ certificates: sent.length, chain: issued.chain.length }).toEqual({
      certificates: row.certificates,
      chain: row.chain,
    })
    expect(sent).toContainEqual(issued.leaf)
  })
})

describe('an answer that is refused', () => {
  it.each(expectedAnswers.filter((row) => row.expect !== 'ok'))('$file: $expect ($detail)', (row) => {
    expect(refusal(row)).toEqual({ expect: row.expect, detail: row.detail })
  })
})

it('names every answer of the folder in the table', () => {
  const files = readdirSync(new URL('../../vectors/pki/', import.meta.url))
  const named = new Set(expectedAnswers.map(({ file }) => file))
  const unnamed = files.filter((file) => /\.(?:p7b|pem|txt|html|p12)$/.test(file) && !named.has(file))
  expect(unnamed).toEqual([])
})

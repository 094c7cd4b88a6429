import { describe, expect, it } from 'vitest'
import { formatDer, responseBytes } from '../../../src/enrolment/encoding.ts'
import { hresultFrom } from './hresult-of.ts'

/** 50 bytes: a line of base64 and a bit, three lines of hexadecimal and a bit. */
const DER = Buffer.from(Array.from({ length: 50 }, (_, index) => (index * 7) % 256)).toString('base64')
const FIRST = DER.slice(0, 64)
const LAST = DER.slice(64)
const NOCRLF = 0x40000000
const NOCR = 0x80000000

describe('a request as text', () => {
  it.each([
    ['BASE64HEADER', 0, `-----BEGIN CERTIFICATE-----\r\n${FIRST}\r\n${LAST}\r\n-----END CERTIFICATE-----\r\n`],
    ['BASE64', 1, `${FIRST}\r\n${LAST}\r\n`],
    [
      'BASE64REQUESTHEADER',
      3,
      `-----BEGIN NEW CERTIFICATE REQUEST-----\r\n${FIRST}\r\n${LAST}\r\n-----END NEW CERTIFICATE REQUEST-----\r\n`,
    ],
    ['BASE64 | NOCRLF', 1 | NOCRLF, DER],
    ['BASE64 | NOCR, a negative number', 1 | NOCR, `${FIRST}\n${LAST}\n`],
    ['BASE64 | NOCR, a positive number', 1 + NOCR, `${FIRST}\n${LAST}\n`],
    [
      'BASE64REQUESTHEADER | NOCR',
      3 + NOCR,
      `-----BEGIN NEW CERTIFICATE REQUEST-----\n${FIRST}\n${LAST}\n-----END NEW CERTIFICATE REQUEST-----\n`,
    ],
  ])('%s', (_name, encoding, text) => {
    expect(formatDer(DER, encoding)).toBe(text)
  })

  it('ends a full last line once', () => {
    expect(formatDer(FIRST, 1)).toBe(`${FIRST}\r\n`)
  })

  it('is one character a byte as BINARY', () => {
    expect(formatDer('AID/', 2)).toBe('\0\x80\xff')
  })

  it('is columns of eight and lines of sixteen as HEX', () => {
    expect(formatDer('AAECAwQFBgcICQoLDA0ODxAR', 4)).toBe(
      '00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f\r\n10 11\r\n',
    )
  })

  it('is one row with single blanks as HEX | NOCRLF', () => {
    expect(formatDer('AAECAwQFBgcICQoLDA0ODxAR', 4 | NOCRLF)).toBe(
      '00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11',
    )
  })

  it('is digits and a line end as HEXRAW', () => {
    expect(formatDer('MIIC', 0xc)).toBe('308202\r\n')
  })

  it.each([6, 7, 8, 5, 0xff])('cannot be in form %d', (encoding) => {
    expect(hresultFrom(() => formatDer(DER, encoding))).toBe(0x80070057)
  })
})

describe('the bytes of an answer', () => {
  const bytes = (text: string, encoding: number) =>
    Buffer.from(responseBytes(text, encoding), 'base64').toString('latin1')

  it.each([
    ['HEX', 4, '30 82\r\n02'],
    ['HEX_ANY', 8, '308202'],
    ['HEXRAW', 0xc, '308202'],
    ['BINARY', 2, '0\x82\x02'],
    ['ANY, given DER', 7, '0\x82\x02'],
  ])('of %s are its DER', (_name, encoding, text) => {
    expect(bytes(text, encoding)).toBe('0\x82\x02')
  })

  it.each([
    [0, '-----BEGIN PKCS7-----\r\nMIIC\r\n-----END PKCS7-----\r\n'],
    [1, 'MI\r\nIC\r\n'],
    [1 | NOCRLF, 'MIIC'],
    [1, '<html>メンテナンス中</html>\r\n'],
    [6, '<html>メンテナンス中</html>\r\n'],
    [7, '<html>メンテナンス中</html>\r\n'],
  ])('of form %d are the text as UTF-8, as it came: %j', (encoding, text) => {
    expect(responseBytes(text, encoding)).toBe(Buffer.from(text, 'utf8').toString('base64'))
  })

  it.each([
    ['nothing', 1, ' '],
    ['HEX with an odd digit', 4, '30 8'],
    ['BINARY that is no bytes', 2, '電子'],
    ['an unknown form', 0x55, 'MIIC'],
  ])('are refused: %s', (_name, encoding, text) => {
    expect(hresultFrom(() => responseBytes(text, encoding))).toBe(0x80070057)
  })
})

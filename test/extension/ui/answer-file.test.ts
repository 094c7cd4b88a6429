import { describe, expect, it } from 'vitest'
import { answerFile } from '../../../extension/ui/answer-file.ts'

/** Nine in the evening in Japan. */
const NOW = Date.parse('2026-11-20T12:00:00Z')
const ofText = (text: string) => answerFile(btoa(text), NOW)

describe("the bank's answer as a file", () => {
  it('bears the day in Japan', () => {
    expect(answerFile('MIIB', Date.parse('2026-11-20T16:00:00Z')).name).toBe('koshin-answer-2026-11-21.p7b')
  })

  it('holds the bytes as they came', () => {
    expect(answerFile('MIIBAA==', NOW).url).toBe('data:application/x-pkcs7-certificates;base64,MIIBAA==')
  })

  it.each([
    ['DER', '0\x82\x01\x00'],
    ['DER of indefinite length', '0\x80\x06'],
    ['PEM', '-----BEGIN PKCS7-----\r\n'],
    ['base64, as CertEnroll takes it', '\r\nMIIJ9QYJKoZIhvcNAQcCoIIJ5jCC\r\n'],
  ])('is one for certificates: %s', (_what, text) => {
    expect(ofText(text).name).toBe('koshin-answer-2026-11-20.p7b')
  })

  it.each([
    ['a page', '<html><body>Error</body></html>'],
    ['UTF-16', 'M\x00I\x00I\x00'],
    ['nothing', ''],
  ])('is a text otherwise: %s', (_what, text) => {
    expect(ofText(text)).toMatchObject({
      name: 'koshin-answer-2026-11-20.txt',
      url: expect.stringMatching(/^data:text\/plain/),
    })
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { logOnByHand } from './log-on-by-hand.ts'
import { makeNewKey, type NewKey } from './new-key.ts'
import { answerOf, certificatesOf, nextOf } from './page-reading.ts'
import { type ClientIdentity, type PracticeBank, startPracticeBank } from './practice-bank.ts'
import { SYSTEMS } from './systems.ts'

/** What holds at each of the banks, whatever its screens look like. */

let folder: string
let bank: PracticeBank
let administrator: ClientIdentity
let newKey: NewKey

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-banks-'))
  bank = await startPracticeBank({ stateFolder: join(folder, 'bank') })
  administrator = await bank.issueClientCertificate({ commonName: '1234567890', days: 20 })
  newKey = await makeNewKey('rsa:2048')
}, 60_000)

afterEach(() => bank.misbehave('none'))

afterAll(async () => {
  await bank.close()
  await rm(folder, { recursive: true })
})

describe.each(SYSTEMS)('$face.bank', ({ name, host, face }) => {
  const submit = async () => {
    const { visitor } = await logOnByHand(bank, name, administrator)
    await visitor.post('/renewal/request', { store: 'computer', request: newKey.base64 })
    return visitor
  }

  const issued = async () => {
    const visitor = await submit()
    const [leaf] = await certificatesOf(answerOf((await visitor.get('/renewal/install')).html))
    return { visitor, leaf }
  }

  it('has an address of its own, which the certificate of the site names', () => {
    expect(bank.origins[name]).toBe(`https://${host}:${bank.port}`)
  })

  it('issues for the key of the request, and its last screen prints the serial number', async () => {
    const { visitor, leaf } = await issued()
    expect(leaf?.publicKey.export({ type: 'spki', format: 'pem' })).toBe(newKey.publicKeyPem)
    expect((await visitor.post('/renewal/complete')).html).toContain(leaf?.serialNumber)
  })

  it('says that a session has ended, and offers the log-on', async () => {
    const visitor = await submit()
    bank.endSessions()
    const page = await visitor.get('/renewal/issuing')
    expect([page.status, page.title]).toEqual([403, 'セッションエラー'])
    expect(page.html).toContain(`セッションが無効です。もう一度${face.logOn}し直してください。`)
    expect(page.html).toContain(`<a href="/" target="_top">${face.logOn}</a>`)
  })

  it('refuses a visitor without a certificate', async () => {
    const { first } = await logOnByHand(bank, name)
    expect([first.status, first.title]).toEqual([403, `${face.logOn}エラー`])
    expect(first.html).toContain('電子証明書が確認できません。')
  })

  it('refuses a certificate that has expired, and says what applies', async () => {
    const expired = await bank.issueClientCertificate({ commonName: '1234567890', days: -1 })
    const { first } = await logOnByHand(bank, name, expired)
    expect([first.status, first.title]).toEqual([403, `${face.logOn}エラー`])
    expect(first.html).toContain(`電子証明書の有効期限が切れています。${face.afterExpiry}`)
  })

  it('refuses a certificate of another issuer', async () => {
    const otherBank = await startPracticeBank({ stateFolder: join(folder, `other-than-${name}`) })
    const stranger = await otherBank.issueClientCertificate({ commonName: '1234567890', days: 20 })
    await otherBank.close()
    const { first } = await logOnByHand(bank, name, stranger)
    expect(first.status).toBe(403)
    expect(first.html).toContain(`この電子証明書では${face.logOn}できません。${face.bank}が発行した電子証明書`)
  })

  it('wrong-key: issues for a key of its own', async () => {
    bank.misbehave('wrong-key')
    const { leaf } = await issued()
    expect(leaf?.publicKey.export({ type: 'spki', format: 'pem' })).not.toBe(newKey.publicKeyPem)
  })

  it('html: hands a page to InstallResponse', async () => {
    const visitor = await submit()
    bank.misbehave('html')
    expect(answerOf((await visitor.get('/renewal/install')).html)).toMatch(/^<html>.*メンテナンス中.*<\/html>\r\n$/)
  })

  it('no-answer: the screen that waits comes again and again, until the switch is set back', async () => {
    const visitor = await submit()
    bank.misbehave('no-answer')
    expect(nextOf((await visitor.get('/renewal/issuing')).html)).toBe('/renewal/issuing')
    bank.misbehave('none')
    expect(nextOf((await visitor.get('/renewal/issuing')).html)).toBe('/renewal/install')
  })
})

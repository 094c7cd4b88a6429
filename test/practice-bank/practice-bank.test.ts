import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeNewKey, type NewKey } from './new-key.ts'
import { openssl } from './openssl.ts'
import { answerOf, buttons, cells, certificatesOf, nextOf } from './page-reading.ts'
import { hostileFramePage } from './pages/hostile.ts'
import { type ClientIdentity, type PracticeBank, startPracticeBank } from './practice-bank.ts'
import { Visitor } from './visitor.ts'

const DAY = 24 * 60 * 60 * 1000
const SUBJECT = 'C=JP\nO=れんしゅう信用金庫\nOU=法人インターネットバンキング\nCN=1234567890'

let folder: string
let bank: PracticeBank
let old: ClientIdentity
let newKey: NewKey

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-bank-'))
  bank = await startPracticeBank({ stateFolder: join(folder, 'bank') })
  old = await bank.issueClientCertificate({ commonName: '1234567890', days: 20 })
  newKey = await makeNewKey('rsa:2048')
}, 60_000)

afterEach(() => bank.misbehave('none'))

afterAll(async () => {
  await bank.close()
  await rm(folder, { recursive: true })
})

describe('log-on', () => {
  it('refuses a visitor without a certificate, in the words of the bank', async () => {
    const page = await new Visitor(bank).logOn()
    expect([page.status, page.title]).toEqual([403, 'ログオンエラー'])
    expect(page.html).toContain('電子証明書が確認できません。')
  })

  it('refuses a certificate that another CA issued under the same name', async () => {
    const otherBank = await startPracticeBank({ stateFolder: join(folder, 'other-bank') })
    const stranger = await otherBank.issueClientCertificate({ commonName: '1234567890', days: 20 })
    await otherBank.close()
    const page = await new Visitor(bank, stranger).logOn()
    expect(page.status).toBe(403)
    expect(page.html).toContain('この電子証明書ではログオンできません。')
  })

  it('refuses a certificate that has expired', async () => {
    const expired = await bank.issueClientCertificate({ commonName: '1234567890', days: -1 })
    const page = await new Visitor(bank, expired).logOn()
    expect(page.status).toBe(403)
    expect(page.html).toContain('電子証明書の有効期限が切れています。')
  })

  it('ties the session to the certificate: another one may not use its cookie', async () => {
    const owner = new Visitor(bank, old)
    await owner.logOn()
    const other = new Visitor(bank, await bank.issueClientCertificate({ commonName: '9999999999', days: 20 }))
    other.takeCookieOf(owner)
    expect(await other.get('/notices')).toMatchObject({ status: 403, title: 'セッションエラー' })
  })
})

describe('notice', () => {
  it('asks for the renewal when 20 days are left, with the last day and the 契約法人ID', async () => {
    const visitor = new Visitor(bank, old)
    const notices = await visitor.logOn()
    expect(notices.title).toBe('重要なお知らせ')
    expect(notices.html).toContain('<a href="/notices/renewal">電子証明書の更新をお願いします</a>')
    const notice = await visitor.get('/notices/renewal')
    expect(notice.title).toBe('電子証明書の更新をお願いします')
    expect(cells(notice.html)).toEqual(['契約法人ID', '1234567890', '電子証明書の有効期限', lastDay(20)])
    expect(notice.html).toMatch(/<a href="\/renewal\/preparing" target="renewal"[^>]*>電子証明書の更新はこちら<\/a>/)
  })

  it.each([
    [30, true],
    [31, false],
  ])('with %i days left: shown is %s', async (days, shown) => {
    const certificate = await bank.issueClientCertificate({ commonName: '1234567890', days })
    const notices = await new Visitor(bank, certificate).logOn()
    expect(notices.html.includes('電子証明書の更新をお願いします')).toBe(shown)
  })
})

describe('renewal', () => {
  it('shows the screens of the document in their order', async () => {
    const visitor = new Visitor(bank, old)
    await visitor.logOn()
    const preparing = await visitor.get('/renewal/preparing')
    expect([preparing.title, nextOf(preparing.html)]).toEqual(['電子証明書更新前処理中', '/renewal/start'])
    const start = await visitor.get('/renewal/start')
    expect(start.title).toBe('電子証明書更新開始')
    expect(start.html).toContain('電子証明書の更新を開始します。「更新」ボタンを押してください。')
    const choice = await visitor.post('/renewal/store')
    expect(buttons(choice.html)).toEqual(['パソコンに保存する', '専用USBに保存する'])
    const posted = await visitor.post('/renewal/request', { store: 'token', request: newKey.base64 })
    expect(posted.location).toBe('/renewal/issuing')
    const issuing = await visitor.get('/renewal/issuing')
    expect([issuing.title, nextOf(issuing.html)]).toEqual(['電子証明書発行処理中', '/renewal/install'])
    expect((await visitor.get('/renewal/install')).html).toContain('action="/renewal/complete"')
    const complete = await visitor.post('/renewal/complete')
    expect(complete.title).toBe('電子証明書の更新と専用USBへの保存が完了しました。')
    expect(complete.html).toContain(`シリアル番号 = ${bank.issued().at(-1)?.serialNumber}<br>`)
    expect(complete.html).toContain('発行者 = しんきん電子証明書認証局（練習）')
    expect(buttons(complete.html)).toEqual(['このウィンドウを閉じる'])
  })

  it('completes with an installation where the computer is chosen', async () => {
    const { visitor } = await renew('computer')
    expect((await visitor.post('/renewal/complete')).title).toBe('電子証明書のインストールが完了しました')
  })

  it('issues for the key of the request and the subject of who logged on', async () => {
    const { leaf } = await renew('token')
    expect(leaf.publicKey.export({ type: 'spki', format: 'pem' })).toBe(newKey.publicKeyPem)
    expect(leaf.subject).toBe(SUBJECT)
    expect(new X509Certificate(old.pem).subject).toBe(SUBJECT)
  })

  it('issues for one year, for client authentication only', async () => {
    const { leaf } = await renew('token')
    expect(japaneseDay(new Date(leaf.validTo))).toBe(japaneseDay(oneYearLater(new Date(leaf.validFrom))))
    expect(new Date(leaf.validTo).toISOString()).toMatch(/T14:59:59\.000Z$/)
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
    const text = (await openssl(['x509', '-noout', '-text'], leaf.toString())).stdout.toString()
    expect(text).toMatch(/Key Usage: critical\n +Digital Signature\n/)
    expect(text).toMatch(/Basic Constraints: \n? *CA:FALSE/)
    expect(text).toContain('Signature Algorithm: sha256WithRSAEncryption')
  })

  it('answers with a chain that openssl verifies from leaf to root', async () => {
    const { leaf, chain } = await renew('token')
    const [issuing, root] = chain
    const files = { leaf: join(folder, 'l.pem'), issuing: join(folder, 'i.pem'), root: join(folder, 'r.pem') }
    await writeFile(files.leaf, leaf.toString())
    await writeFile(files.issuing, issuing?.toString() ?? '')
    await writeFile(files.root, root?.toString() ?? '')
    const { stdout } = await openssl([
      ...['verify', '-purpose', 'sslclient', '-CAfile', files.root, '-untrusted', files.issuing],
      files.leaf,
    ])
    expect(stdout.toString()).toBe(`${files.leaf}: OK\n`)
  })

  it('answers in lines of 64 characters that end with CRLF', async () => {
    const { answer } = await renew('token')
    expect(answer).toMatch(/^([A-Za-z0-9+/]{64}\r\n)+[A-Za-z0-9+/]{1,64}={0,2}\r\n$/)
  })

  it('takes a request with header lines and CRLF', async () => {
    const withHeader = `-----BEGIN NEW CERTIFICATE REQUEST-----\r\n${newKey.base64}-----END NEW CERTIFICATE REQUEST-----\r\n`
    const { leaf } = await renew('token', withHeader)
    expect(leaf.publicKey.export({ type: 'spki', format: 'pem' })).toBe(newKey.publicKeyPem)
  })

  it('logs on with the renewed certificate, shows its serial number, and asks for no renewal', async () => {
    const { leaf } = await renew('token')
    const page = await new Visitor(bank, { pem: leaf.toString(), privateKeyPem: newKey.privateKeyPem }).logOn()
    expect(page.html).not.toContain('電子証明書の更新をお願いします')
    expect(cells(page.html).slice(-6)).toEqual([
      ...['契約法人ID', '1234567890', 'シリアル番号', leaf.serialNumber],
      ...['有効期限', japaneseDay(new Date(leaf.validTo))],
    ])
  })
})

describe('refused requests', () => {
  it('refuses a request whose signature does not hold, records it, and issues nothing', async () => {
    const der = Buffer.from(newKey.base64, 'base64')
    der.writeUInt8(der.readUInt8(der.length - 1) ^ 1, der.length - 1)
    const issuedBefore = bank.issued().length
    const submissionsBefore = bank.submissions().length
    const page = await post(der.toString('base64'))
    expect([page.status, page.title]).toEqual([400, '電子証明書発行エラー'])
    expect(page.html).toContain('証明書発行要求の署名を確認できません。')
    expect(bank.issued().length).toBe(issuedBefore)
    expect(bank.submissions().length).toBe(submissionsBefore + 1)
    expect(bank.submissions().at(-1)?.spkiSha256).toBe(newKey.spkiSha256)
  })

  it('refuses an RSA key of 1024 bits', async () => {
    const page = await post((await makeNewKey('rsa:1024')).base64)
    expect(page.status).toBe(400)
    expect(page.html).toContain('証明書発行要求の鍵は使用できません。')
  })

  it('refuses what is no request', async () => {
    const page = await post('<script>')
    expect(page.status).toBe(400)
    expect(page.html).toContain('証明書発行要求の形式が正しくありません。')
    expect(bank.submissions().at(-1)).toMatchObject({ csrPem: '<script>', spkiSha256: null })
  })
})

describe('misbehaviour', () => {
  it('wrong-key: issues for a key of its own, with the right subject', async () => {
    bank.misbehave('wrong-key')
    const { leaf } = await renew('token')
    expect(leaf.subject).toBe(SUBJECT)
    expect(leaf.publicKey.export({ type: 'spki', format: 'pem' })).not.toBe(newKey.publicKeyPem)
    expect(bank.submissions().at(-1)?.spkiSha256).toBe(newKey.spkiSha256)
  })

  it("other-subject: issues for the request's key in another organisation's name", async () => {
    bank.misbehave('other-subject')
    const { leaf } = await renew('token')
    expect(leaf.subject).toBe(SUBJECT.replace(/^O=.*$/m, 'O=Betsu Shinkin Bank'))
    expect(leaf.publicKey.export({ type: 'spki', format: 'pem' })).toBe(newKey.publicKeyPem)
  })

  it('html: hands a page to InstallResponse', async () => {
    const visitor = await submit('token')
    bank.misbehave('html')
    expect(answerOf((await visitor.get('/renewal/install')).html)).toMatch(/^<html>.*<\/html>\r\n$/)
  })

  it('no-answer: 発行処理中 comes again and again, until the switch is set back', async () => {
    bank.misbehave('no-answer')
    const visitor = await submit('token')
    expect(nextOf((await visitor.get('/renewal/issuing')).html)).toBe('/renewal/issuing')
    expect((await visitor.get('/renewal/install')).location).toBe('/renewal/issuing')
    bank.misbehave('none')
    expect(nextOf((await visitor.get('/renewal/issuing')).html)).toBe('/renewal/install')
  })
})

describe('a stranger', () => {
  it('is let into a page of the bank from another host name, with the event it is to try', async () => {
    const page = await new Visitor(bank).get('/framing?event=a%26b')
    expect(bank.otherOrigin).toMatch(/^https:\/\/other\.localhost:\d+$/)
    expect(page.html).toContain(`src="${bank.otherOrigin}/hostile-frame?event=a%26b"`)
  })

  it('cannot break out of its own script by the name of the event', () => {
    expect(hostileFramePage('</script>').markup).toContain('var eventName = "\\u003c/script\\u003e";')
  })
})

describe('a bank that starts again', () => {
  it('keeps its CA, its ledger and its customers', async () => {
    const again = await startPracticeBank({ stateFolder: join(folder, 'bank') })
    expect(again.issued()).toEqual(bank.issued())
    expect(again.submissions()).toEqual(bank.submissions())
    expect((await new Visitor(again, old).logOn()).title).toBe('重要なお知らせ')
    await again.close()
  })
})

describe('error screen', () => {
  it('shows what CertEnroll threw, as a number and as an HRESULT', async () => {
    const visitor = new Visitor(bank, old)
    await visitor.logOn()
    const page = await visitor.get('/renewal/error?number=-2147023673')
    expect(page.title).toBe('電子証明書更新エラー')
    expect(page.html).toContain('エラー番号：-2147023673（0x800704C7）')
  })

  it('shows what is no number as text', async () => {
    const visitor = new Visitor(bank, old)
    await visitor.logOn()
    expect((await visitor.get('/renewal/error?number=%3Cb%3E')).html).toContain('エラー番号：&#60;b&#62;<')
  })
})

async function post(request: string) {
  const visitor = new Visitor(bank, old)
  await visitor.logOn()
  return visitor.post('/renewal/request', { store: 'token', request })
}

async function submit(store: 'computer' | 'token', request = newKey.base64) {
  const visitor = new Visitor(bank, old)
  await visitor.logOn()
  await visitor.post('/renewal/request', { store, request })
  return visitor
}

async function renew(store: 'computer' | 'token', request?: string) {
  const visitor = await submit(store, request)
  const answer = answerOf((await visitor.get('/renewal/install')).html)
  const [leaf, ...chain] = await certificatesOf(answer)
  if (leaf === undefined) throw new Error('The answer holds no certificate')
  return { visitor, answer, leaf, chain }
}

function lastDay(days: number): string {
  return japaneseDay(new Date(Date.now() + days * DAY))
}

function japaneseDay(date: Date): string {
  return new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long', timeZone: 'Asia/Tokyo' }).format(date)
}

function oneYearLater(date: Date): Date {
  return new Date(new Date(date).setUTCFullYear(date.getUTCFullYear() + 1))
}

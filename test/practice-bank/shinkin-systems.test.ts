import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slashDate } from './japanese-day.ts'
import { logOnByHand } from './log-on-by-hand.ts'
import { makeNewKey, type NewKey } from './new-key.ts'
import { answerOf, buttons, cells, certificatesOf, nextOf } from './page-reading.ts'
import { type ClientIdentity, type PracticeBank, startPracticeBank } from './practice-bank.ts'
import { PRACTICE_PASSWORDS } from './practice-passwords.ts'
import { Visitor } from './visitor.ts'

/** 電子証明書の更新手順の変更について (001) and the older screens (003, 004). What they share with 002 is in practice-bank.test.ts. */

let folder: string
let bank: PracticeBank
let administrator: ClientIdentity
let expired: ClientIdentity
let newKey: NewKey

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-bank-'))
  bank = await startPracticeBank({ stateFolder: join(folder, 'bank') })
  administrator = await bank.issueClientCertificate({ commonName: '1234567890', days: 20 })
  expired = await bank.issueClientCertificate({ commonName: '1234567890001', days: -3 })
  newKey = await makeNewKey('rsa:2048')
}, 60_000)

afterAll(async () => {
  await bank.close()
  await rm(folder, { recursive: true })
})

describe('001', () => {
  it('goes the screens of the document in their order, and knows of no 専用USB', async () => {
    const { visitor, first } = await logOnByHand(bank, 'shinkin-hojin-web', administrator)
    expect(first.title).toBe('重要なお知らせ')
    expect(first.html).toContain('れんしゅう中央信用金庫　法人WEB-FB')
    const notice = await visitor.get('/notices/renewal')
    expect(notice.html).toMatch(/target="renewal"[^>]*>電子証明書の更新はこちら<\/a>/)
    expect((await visitor.get('/renewal/preparing')).title).toBe('電子証明書更新前処理中')
    expect(buttons((await visitor.get('/renewal/start')).html)).toEqual(['更新'])
    const choice = await visitor.post('/renewal/store')
    expect(buttons(choice.html)).toEqual(['パソコンに保存する'])
    expect(choice.html).not.toContain('専用USB')
    await visitor.post('/renewal/request', { store: 'computer', request: newKey.base64 })
    expect((await visitor.get('/renewal/issuing')).title).toBe('電子証明書発行処理中')
    const complete = await visitor.post('/renewal/complete')
    expect(complete.title).toBe('電子証明書のインストールが完了しました')
    expect(buttons(complete.html)).toEqual(['このウィンドウを閉じる'])
  })

  it('takes no request that asks for a place which its pages do not offer', async () => {
    const { visitor } = await logOnByHand(bank, 'shinkin-hojin-web', administrator)
    const page = await visitor.post('/renewal/request', { store: 'token', request: newKey.base64 })
    expect([page.status, page.title]).toEqual([400, '入力エラー'])
  })
})

describe('003, 004', () => {
  const visit = (client?: ClientIdentity) => new Visitor(bank, client, bank.origins['shinkin-hojin-ib-older'])
  const logOn = () => logOnByHand(bank, 'shinkin-hojin-ib-older', administrator)

  it('speaks Shift_JIS, and says so in header and page', async () => {
    const page = await visit().get('/')
    expect(page.contentType).toBe('text/html; charset=Shift_JIS')
    expect(page.html).toContain('<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">')
    expect(page.bytes.includes(Buffer.from([0x93, 0x64, 0x8e, 0x71]))).toBe(true)
    expect(buttons(page.html)).toEqual(['ログイン', '電子証明書取得'])
  })

  it('shows header and main screen in frames, the notice first while a renewal is due', async () => {
    const { visitor, first } = await logOn()
    expect(framesOf(first.html)).toEqual(['/header', '/notice'])
    expect((await visitor.get('/header')).html).toContain('ようこそ 経理担当者 様')
    const certificate = await bank.issueClientCertificate({ commonName: '1234567890', days: 31 })
    const later = await logOnByHand(bank, 'shinkin-hojin-ib-older', certificate)
    expect(framesOf(later.first.html)).toEqual(['/header', '/main'])
    expect((await later.visitor.get('/main')).html).not.toContain('証明書更新')
  })

  it('goes the screens of the documents in their order', async () => {
    const { visitor } = await logOn()
    const notice = await visitor.get('/notice')
    expect(notice.title).toBe('電子証明書更新通知')
    const lastDay = new Date(Date.now() + 20 * 24 * 60 * 60 * 1000)
    expect(cells(notice.html)).toEqual(['現在の日付', slashDate(new Date()), '有効期限', slashDate(lastDay)])
    expect(buttons(notice.html)).toEqual(['メインへ', '戻る'])
    const main = await visitor.follow(await visitor.post('/notice', { operation: 'メインへ' }))
    expect(buttons(main.html)).toEqual(['証明書更新'])
    expect(main.html).toContain('左のボタンから電子証明書の更新を行ってください。')
    expect(nextOf((await visitor.get('/renewal/preparing')).html)).toBe('/renewal/start')
    const start = await visitor.get('/renewal/start')
    expect([start.title, ...buttons(start.html)]).toEqual(['電子証明書更新開始', '更新'])
    expect(start.html).toContain('onclick="enrol(\'computer\')"')
    const ownKey = await makeNewKey('rsa:2048')
    await visitor.post('/renewal/request', { store: 'computer', request: ownKey.base64 })
    expect((await visitor.get('/renewal/issuing')).title).toBe('電子証明書発行処理中')
    const complete = await visitor.post('/renewal/complete')
    expect(complete.title).toBe('電子証明書発行　発行完了')
    expect(complete.html).toContain('>電子証明書のインストールが完了しました</font></h1>')
    expect(complete.html).toContain(`シリアル番号 = ${bank.issued().at(-1)?.serialNumber}\n`)
  })

  it('does nothing for a button whose words it cannot read', async () => {
    const { visitor } = await logOn()
    expect(await visitor.post('/notice', { operation: '繝｡繧､繝ｳ縺ｸ' })).toMatchObject({ status: 400 })
  })

  it('after expiry issues for the ID that was typed, on the log-on page, without a certificate', async () => {
    const visitor = visit()
    expect(buttons((await visitor.get('/renewal/obtain')).html)).toEqual(['次へ'])
    const who = { corporateId: '1234567890', userId: '001', password: PRACTICE_PASSWORDS.obtaining }
    const preparing = await visitor.follow(await visitor.post('/renewal/obtain', who))
    expect([preparing.title, nextOf(preparing.html)]).toEqual(['電子証明書更新前処理中', '/renewal/start'])
    expect((await visitor.get('/renewal/start')).html).toContain('var distinguishedName = "CN=1234567890001,')
    await visitor.post('/renewal/request', { store: 'computer', request: newKey.base64 })
    const [leaf] = await certificatesOf(answerOf((await visitor.get('/renewal/install')).html))
    expect(leaf?.subject).toBe(expired.subject)
  })

  it.each([
    ['a wrong 暗証番号', { corporateId: '1234567890', userId: '001', password: '000000' }],
    [
      'an ID that it does not know',
      { corporateId: '1234567890', userId: '777', password: PRACTICE_PASSWORDS.obtaining },
    ],
  ])('issues nothing for %s', async (_what, who) => {
    const page = await visit().post('/renewal/obtain', who)
    expect(page.title).toBe('電子証明書取得')
    expect(page.html).toContain('契約法人ID、利用者IDまたは暗証番号が正しくありません。')
  })

  it('opens no other screen to who logged on without a certificate', async () => {
    const visitor = visit()
    const who = { corporateId: '1234567890', userId: '', password: PRACTICE_PASSWORDS.obtaining }
    await visitor.follow(await visitor.post('/renewal/obtain', who))
    expect(await visitor.get('/main')).toMatchObject({ status: 403, title: 'セッションエラー' })
  })
})

function framesOf(html: string): string[] {
  return [...html.matchAll(/<frame name="\w+" src="([^"]+)"/g)].map(([, source]) => source ?? '')
}

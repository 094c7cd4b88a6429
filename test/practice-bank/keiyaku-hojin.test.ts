import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { japaneseDate } from './japanese-day.ts'
import { cardAnswers, logOnByHand } from './log-on-by-hand.ts'
import { makeNewKey } from './new-key.ts'
import { answerOf, buttons, cells, certificatesOf, nextOf, positionsAsked } from './page-reading.ts'
import { type ClientIdentity, type PracticeBank, startPracticeBank } from './practice-bank.ts'
import { CARD_POSITIONS, cardValue, PRACTICE_PASSWORDS, practiceCard } from './practice-passwords.ts'
import { Visitor } from './visitor.ts'

/** 電子証明書有効期限の更新方法 (000), screen by screen. */

let folder: string
let bank: PracticeBank
let administrator: ClientIdentity
let user: ClientIdentity

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-bank-'))
  bank = await startPracticeBank({ stateFolder: join(folder, 'bank') })
  administrator = await bank.issueClientCertificate({ commonName: '1234567890', days: 20 })
  user = await bank.issueClientCertificate({ commonName: '1234567890001', days: 20 })
}, 60_000)

afterAll(async () => {
  await bank.close()
  await rm(folder, { recursive: true })
})

const visit = (client?: ClientIdentity) => new Visitor(bank, client, bank.origins['keiyaku-hojin'])
const lastDay = (days: number) => japaneseDate(new Date(Date.now() + days * 24 * 60 * 60 * 1000))

/** Up to 契約法人ワンタイムパスワード入力. */
const goToCard = async () => {
  const visitor = visit(administrator)
  await visitor.follow(await visitor.get('/log-on/administrator'))
  const page = await visitor.follow(await visitor.post('/password', { password: PRACTICE_PASSWORDS.corporate }))
  return { visitor, page }
}

const logOnAsUser = async (client: ClientIdentity) => {
  const visitor = visit(client)
  await visitor.follow(await visitor.get('/log-on/user'))
  const first = await visitor.follow(await visitor.post('/password', { password: PRACTICE_PASSWORDS.user }))
  return { visitor, first }
}

describe('the log-on page', () => {
  it('has one of its own for 管理者 and for 利用者, each with the button of the document', async () => {
    const forAdministrators = await visit().get('/')
    expect(forAdministrators.title).toBe('契約法人ログオン（管理者）')
    expect(buttons(forAdministrators.html)).toEqual(['電子証明書方式による契約法人ログオン（管理者）'])
    expect(forAdministrators.html).toContain('<a href="/user">利用者の方はこちら</a>')
    const forUsers = await visit().get('/user')
    expect(buttons(forUsers.html)).toEqual(['電子証明書方式による契約法人ログオン（利用者）'])
  })

  it.each([
    ['administrator', () => user],
    ['user', () => administrator],
  ])('refuses the certificate of the other role (%s), and says which to pick', async (role, other) => {
    const page = await visit(other()).get(`/log-on/${role}`)
    expect([page.status, page.title]).toEqual([403, 'ログオンエラー'])
    expect(page.html).toContain('管理者の方は「契約法人ID」（数字10桁）')
  })
})

describe('管理者', () => {
  it('types the 契約法人暗証番号, and a wrong one is refused', async () => {
    const visitor = visit(administrator)
    const password = await visitor.follow(await visitor.get('/log-on/administrator'))
    expect(password.title).toBe('契約法人ログオン')
    expect(cells(password.html)).toEqual(['契約法人ID', '1234567890', '契約法人暗証番号'])
    expect(buttons(password.html)).toEqual(['ログオン'])
    const again = await visitor.post('/password', { password: PRACTICE_PASSWORDS.user })
    expect(again.title).toBe('契約法人ログオン')
    expect(again.html).toContain('暗証番号が正しくありません。')
  })

  it('is asked for five positions of the card, and one wrong value is refused', async () => {
    const { visitor, page } = await goToCard()
    expect(page.title).toBe('契約法人ワンタイムパスワード入力')
    expect(buttons(page.html)).toEqual(['次へ'])
    expect(new Set(positionsAsked(page.html)).size).toBe(5)
    const wrong = { ...cardAnswers(page.html), value3: '00' }
    const again = await visitor.post('/one-time-password', wrong)
    expect(again.html).toContain('ワンタイムパスワードが正しくありません。')
    expect(positionsAsked(again.html)).toEqual(positionsAsked(page.html))
  })

  it('gets nowhere by the address before all of it has been typed', async () => {
    const { visitor } = await goToCard()
    expect(await visitor.get('/notice')).toMatchObject({ status: 403, title: 'セッションエラー' })
    expect(await visitor.get('/renewal/start')).toMatchObject({ status: 403, title: 'セッションエラー' })
  })

  it('goes the screens of the document in their order', async () => {
    const { visitor, first } = await logOnByHand(bank, 'keiyaku-hojin', administrator)
    expect(first.title).toBe('電子証明書更新のお知らせ')
    expect(cells(first.html)).toEqual(['契約法人ID', '1234567890', '電子証明書の有効期限', lastDay(20)])
    expect(buttons(first.html)).toEqual(['次へ'])
    const start = await visitor.get('/renewal/start')
    expect([start.title, ...buttons(start.html)]).toEqual(['電子証明書更新', '実行'])
    expect(start.html).toContain('var distinguishedName = "CN=1234567890,')
    const request = (await makeNewKey('rsa:2048')).base64
    const obtaining = await visitor.follow(await visitor.post('/renewal/request', { store: 'computer', request }))
    expect([obtaining.title, nextOf(obtaining.html)]).toEqual(['電子証明書取得中', '/renewal/install'])
    expect(obtaining.html).toContain('電子証明書取得処理中です。しばらくお待ちください。')
    expect(obtaining.html).toContain('電子証明書の更新が完了するまでブラウザを終了しないでください。')
    expect(obtaining.html).toContain('また中止、更新も行わないでください。')
    expect((await visitor.get('/renewal/install')).title).toBe('電子証明書取得中')
    const obtained = await visitor.post('/renewal/complete')
    expect(obtained.title).toBe('電子証明書取得完了')
    expect(buttons(obtained.html)).toEqual(['閉じる', 'はい', 'いいえ'])
    expect(obtained.html).toContain('<table id="confirm" style="display:none"')
    expect(cells(obtained.html)).toContain(bank.issued().at(-1)?.serialNumber)
  })
})

describe('利用者', () => {
  it('types the 利用者暗証番号 and no one-time password', async () => {
    const visitor = visit(user)
    const password = await visitor.follow(await visitor.get('/log-on/user'))
    expect(password.title).toBe('利用者ログオン')
    expect(cells(password.html)).toEqual(['契約法人ID', '1234567890', '利用者ID', '001', '利用者暗証番号'])
    const notice = await visitor.follow(await visitor.post('/password', { password: PRACTICE_PASSWORDS.user }))
    expect(notice.title).toBe('電子証明書更新のお知らせ')
    expect(cells(notice.html).slice(0, 4)).toEqual(['契約法人ID', '1234567890', '利用者ID', '001'])
  })

  it('gets a certificate for the same 契約法人ID and 利用者ID', async () => {
    const { visitor } = await logOnAsUser(user)
    const request = (await makeNewKey('rsa:2048')).base64
    await visitor.post('/renewal/request', { store: 'computer', request })
    const [leaf] = await certificatesOf(answerOf((await visitor.get('/renewal/install')).html))
    expect(leaf?.subject).toMatch(/^CN=1234567890001$/m)
  })

  it.each([
    [30, '電子証明書更新のお知らせ'],
    [31, 'メインメニュー'],
  ])('with %i days left sees %s first', async (days, title) => {
    const { first } = await logOnAsUser(await bank.issueClientCertificate({ commonName: '1234567890001', days }))
    expect(first.title).toBe(title)
  })
})

describe('the 管理者カード', () => {
  it('prints for each of its 50 positions the value that the bank expects', () => {
    const [columns = '', ...rows] = practiceCard().map((line) => line.trim())
    const printed = rows.flatMap((line) => {
      const [row, ...values] = line.split(/ +/)
      return columns.split(/ +/).map((column, index) => [`${column}-${row}`, values[index]])
    })
    expect(printed).toEqual(CARD_POSITIONS.map((position) => [position, cardValue(position)]))
    expect(printed).toHaveLength(50)
  })
})

import { describe, expect, it } from 'vitest'
import { BUNDLED_PROFILES } from '../../../src/bank/edition.ts'
import { GENERAL_SCREENS } from '../../../src/bank/general-screens.ts'
import type { Screen } from '../../../src/bank/profile.ts'
import { type AtHand, markOf } from '../../../src/renewal/mark-of.ts'
import type { Notice, Renewal } from '../../../src/renewal/state.ts'
import { certificate, enrolment, notice } from './examples.ts'

const NOTHING: AtHand = { pick: { pick: 'unknown' }, renewed: null }
const IDLE: Renewal = { at: 'none' }
const noticed: Renewal = { at: 'noticed', notice, started: true }
const done: Renewal = { at: 'done', notice, enrolment: enrolment(), certificate: certificate() }

const screenOf = (bank: string, id: string): Screen => {
  const found = BUNDLED_PROFILES.find((profile) => profile.id === bank)?.screens.find((screen) => screen.id === id)
  if (!found) throw new Error(`${bank} has no screen ${id}`)
  return found
}
const marked = (screen: Screen | null, renewal: Renewal = noticed, hand: AtHand = NOTHING) => {
  const { step = notice.step } = screen ?? {}
  return markOf(screen, { ...notice, step }, renewal, hand)
}

describe('the mark', () => {
  it('names the button and where the user is', () => {
    expect(marked(screenOf('shinkin-hojin-ib', 'store'))).toMatchObject({
      label: '専用USBに保存する',
      count: '3/5',
      sentence: 'mark_enrol_sentence',
      asksBeforeLeaving: false,
    })
  })

  it('on a button that means the computer says where the certificate goes', () => {
    expect(marked(screenOf('shinkin-hojin-web', 'store')).sentence).toBe('mark_enrol_computer_sentence')
  })

  it('on a button that says nothing of the place goes by the bank, and where that has two, by nothing', () => {
    const bare: Screen = { ...screenOf('shinkin-hojin-ib', 'store'), next: { label: '更新' } }
    const says = (store: Notice['store']) => markOf(bare, { ...notice, store }, noticed, NOTHING).sentence
    expect([says('computer'), says('token'), says(null)]).toEqual([
      'mark_enrol_computer_sentence',
      'mark_enrol_sentence',
      'mark_press_sentence',
    ])
  })

  it('asks before the page is left while the bank works, and only then', () => {
    const asking = BUNDLED_PROFILES.flatMap(({ screens }) => screens).filter(
      (screen) => marked(screen).asksBeforeLeaving,
    )
    expect(new Set(asking.map(({ kind }) => kind))).toEqual(new Set(['working']))
    expect(asking.length).toBeGreaterThan(5)
  })

  it('says that it is done only when the certificate has been proven', () => {
    const finished = screenOf('shinkin-hojin-ib', 'finished')
    expect(marked(finished, noticed)).toMatchObject({ label: null, heading: 'mark_not_done' })
    expect(marked(finished, done)).toMatchObject({ label: 'このウィンドウを閉じる', heading: 'mark_done' })
  })

  it('at a bank where something else makes the key claims nothing', () => {
    const finished = screenOf('shinkin-hojin-ib', 'finished')
    expect(markOf(finished, { ...notice, maker: 'application' }, noticed, NOTHING).sentence).toBe(
      'mark_finished_sentence',
    )
  })

  it('tells a notice of an old certificate from one that is due', () => {
    const renewed = certificate({ notAfter: '2027-12-10T14:59:59Z' })
    const notices = screenOf('shinkin-hojin-ib', 'notices')
    expect(marked(notices).heading).toBe('mark_press')
    expect(marked(notices, IDLE, { ...NOTHING, renewed })).toMatchObject({
      label: null,
      heading: 'mark_renewed',
      certificate: renewed,
    })
  })

  it('guesses no step on a screen that could be two', () => {
    expect(marked(null)).toMatchObject({ label: null, count: '', heading: null, sentence: 'mark_ambiguous' })
  })
})

describe('at the log-on', () => {
  const logOn = screenOf('shinkin-hojin-ib-older', 'log-on')

  it('names the certificate to pick', () => {
    const pick = { pick: 'this', certificate: certificate() } as const
    expect(marked(logOn, IDLE, { ...NOTHING, pick })).toMatchObject({
      label: 'ログイン',
      sentence: 'mark_pick_this_sentence',
      certificate: pick.certificate,
    })
  })

  it('leads to the other button where the certificate has ended and the bank offers one', () => {
    const pick = { pick: 'none-valid', certificate: certificate() } as const
    expect(marked(logOn, IDLE, { ...NOTHING, pick })).toMatchObject({
      label: '電子証明書取得',
      sentence: 'mark_obtain_sentence',
    })
  })

  it('says which one to pick instead of one that was refused', () => {
    const refused = GENERAL_SCREENS.find(({ kind }) => kind === 'log-on-refused') ?? null
    const pick = { pick: 'this', certificate: certificate() } as const
    expect(marked(refused, IDLE, { ...NOTHING, pick })).toMatchObject({
      label: null,
      sentence: 'mark_refused_sentence',
      certificate: pick.certificate,
    })
  })

  it('frames what is typed by the user, and offers nothing', () => {
    expect(marked(screenOf('keiyaku-hojin', 'one-time-password'))).toMatchObject({
      label: '次へ',
      sentence: 'mark_card_sentence',
    })
  })
})

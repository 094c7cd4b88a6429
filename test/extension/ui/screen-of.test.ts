import { describe, expect, it } from 'vitest'
import { screenOf } from '../../../extension/popup/screen-of.ts'
import { POPUP_SCREENS, snapshot } from '../../screens/snapshots.ts'

describe('the popup draws', () => {
  it.each([
    ['opening', 'opening'],
    ['no-notice', 'no-notice'],
    ['no-notice-anywhere', 'no-notice'],
    ['site-question', 'site'],
    ['site-administrator', 'site'],
    ['due-elsewhere-administrator', 'due'],
    ['due', 'due'],
    ['due-elsewhere', 'site'],
    ['no-notice-quiet', 'no-notice'],
    ['ready', 'ready'],
    ['on-the-way', 'on-the-way'],
    ['asking', 'asking'],
    ['making-key', 'working'],
    ['requested', 'requested'],
    ['requested-session', 'on-the-way'],
    ['installing', 'working'],
    ['done', 'done'],
    ['failed-token-removed', 'failed'],
  ])('for the example %s the screen %s', (example, name) => {
    expect(screenOf(POPUP_SCREENS[example] ?? null).name).toBe(name)
  })

  it('a renewal in hand rather than the page in front', () => {
    const ready = POPUP_SCREENS.ready
    if (!ready) throw new Error('example missing')
    const elsewhere = snapshot(ready.renewal, {
      site: { state: 'not-allowed', origin: 'https://other.example', banks: [], claimedBy: null, looked: null },
    })
    expect(screenOf(elsewhere).name).toBe('ready')
  })
})

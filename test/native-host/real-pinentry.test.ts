import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Display, openDisplay } from '../world/display.ts'
import { Desk } from './desk.ts'
import { PIN } from './token.ts'

/** The real dialog program on a display that nobody sees, with a keyboard that nobody touches. */

const PROGRAMS = ['/usr/bin/pinentry-gtk-2', '/usr/bin/Xvfb', '/usr/bin/openbox', '/usr/bin/xdotool']
const missing = PROGRAMS.filter((program) => !existsSync(program))

const until = async <T>(look: () => T | null): Promise<T> => {
  for (let tries = 0; tries < 150; tries++) {
    const found = look()
    if (found !== null) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('did not come')
}

describe.skipIf(missing.length > 0)(`the real pinentry (missing: ${missing.join(', ') || 'nothing'})`, () => {
  let desk: Desk
  let display: Display
  const xdotool = (...args: string[]): string | null => {
    try {
      const env = { ...process.env, DISPLAY: display.name }
      return execFileSync('xdotool', args, { env, stdio: ['ignore', 'pipe', 'ignore'] }).toString()
    } catch {
      return null
    }
  }

  beforeAll(async () => {
    desk = Desk.ready()
    desk.configure({ pinentry: null })
    display = await openDisplay()
    await until(() => xdotool('get_desktop')) // which only a window manager knows
  })
  afterAll(async () => {
    await desk.clear()
    await display.close()
  })

  test('is found by itself, shows our title, and takes the PIN from the keyboard', async () => {
    const host = await desk.host({ DISPLAY: display.name })
    const preparation = desk.prepare(host)
    const window = await until(() => xdotool('search', '--onlyvisible', '--class', 'pinentry')?.trim() || null)
    expect(xdotool('getwindowname', window)).toBe('電子証明書 更新ナビ\n')
    xdotool('windowfocus', '--sync', window)
    xdotool('type', '--delay', '60', PIN)
    xdotool('key', 'Return')
    expect((await preparation).enrolment.state).toBe('requested')
  })
})

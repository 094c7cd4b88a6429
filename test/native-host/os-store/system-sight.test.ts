import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { storeFailed } from '../../../native-host/os-store/system-command.ts'
import { systemSight } from '../../../native-host/os-store/system-sight.ts'
import { MacosModel } from './macos-model.ts'
import { certificateFor, newKey } from './pairs.ts'
import { WindowsModel } from './windows-model.ts'

const [key, otherKey] = [newKey('P-256'), newKey('P-256')]
const [shown, hidden] = [certificateFor(key), certificateFor(otherKey)]
const digest = (der: Buffer) => createHash('sha256').update(der).digest('hex')

describe('which certificates the system shows to browsers', () => {
  test('on Windows: those of the personal store with their keys, whatever provider has them', async () => {
    const model = new WindowsModel()
    model.bring('card', key, shown, false, 'eToken Base Cryptographic Provider')
    model.personal.push({ der: hidden, label: '', key: null })
    const sight = (...ders: Buffer[]) => systemSight(ders.map(digest), model.run, 'win32')
    expect(await sight(shown)).toBe('yes')
    expect(await sight(hidden)).toBe('no')
    expect(await sight(shown, hidden)).toBe('no')
    expect(await sight()).toBe('unknown')
  })

  test("on macOS: those of the keychains for certain; a card's are in none", async () => {
    const model = new MacosModel()
    model.bring(key, shown, false)
    expect(await systemSight([digest(shown)], model.run, 'darwin')).toBe('yes')
    expect(await systemSight([digest(hidden)], model.run, 'darwin')).toBe('unknown')
  })

  test('is unknown where the system does not say, or there is no such store', async () => {
    const fails = async () => {
      throw storeFailed('no answer in time')
    }
    expect(await systemSight([digest(shown)], fails, 'win32')).toBe('unknown')
    expect(await systemSight([digest(shown)], fails, 'linux')).toBe('unknown')
  })
})

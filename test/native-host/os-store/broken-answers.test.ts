import { describe, expect, test } from 'vitest'
import { MacosStore } from '../../../native-host/os-store/macos/macos-store.ts'
import { type RunCommand, type SystemOutput, storeFailed } from '../../../native-host/os-store/system-command.ts'
import { WindowsStore } from '../../../native-host/os-store/windows/windows-store.ts'
import type { StoreProcess } from '../../../native-host/pkcs11/store-process.ts'
import type { TokenFacts, VerbName, Verbs } from '../../../native-host/pkcs11/verbs.ts'
import { KoshinError } from '../../../src/protocol/errors.ts'
import { codeOf } from '../host.ts'
import { certificateFor, newKey, OWN_ID, pkcs8Of, spkiOf } from './pairs.ts'

/** Tools that answer wrongly, or not at all: a typed error each time, with nothing of theirs in it. */

const key = newKey('P-256')
const der = certificateFor(key)
const token = { serialNumber: 'current-user' } as TokenFacts
const NAMES = { subjectDer: der, issuerDer: der, serialNumberDer: der }

/** Those that talk to a tool. */
const ASKING: { readonly [N in VerbName]?: () => Verbs[N]['args'] } = {
  'list-certificates': () => ({ token }),
  'list-own-keys': () => ({ token }),
  find: () => ({ id: OWN_ID }),
  'make-key': () => ({ id: OWN_ID, label: '', algorithm: 'rsa-2048' }),
  'sign-request': () => ({ id: OWN_ID, info: der, algorithm: 'ecdsa-sha256' }),
  prove: () => ({ id: OWN_ID, nonce: '', sha256: '', algorithm: 'ecdsa-sha256' }),
  'write-certificate': () => ({ id: OWN_ID, label: '', der, ...NAMES }),
  'remove-torn-certificates': () => ({ id: OWN_ID, keep: der }),
  'write-authority': () => ({ label: '', der, ...NAMES }),
  'export-key': () => ({ id: OWN_ID, spki: spkiOf(key) }),
  'remove-pair': () => ({ id: OWN_ID, der }),
  'remove-key': () => ({ id: OWN_ID }),
}

const said = (text: string | Buffer, exitCode = 0): SystemOutput => ({ exitCode, stdout: Buffer.from(text as string) })

const BROKEN: Readonly<Record<string, SystemOutput>> = {
  'an exit code': said('', 1),
  'an exit code after a good answer': said('{"ok":true,"result":null}\n', 3),
  'a truncated answer': said('{"ok":true,"resul'),
  'an error in the words of another language': said('この名前のコマンドレットは認識されません。\r\n', 1),
  'the same, with exit code 0': said("用語 'x' は、コマンドレットとして認識されません。\r\n"),
  'bytes of Shift_JIS': said(Buffer.from('93fa967b8cea0d0a', 'hex')),
  'JSON of another form': said('{"certificates":"all"}\n'),
  'a result of another form': said('{"ok":true,"result":{"certificates":[{"der":1}],"keys":0}}\n'),
  'a code that is no number': said('{"ok":false,"code":"rm -rf ~; 秘密"}\n'),
  'a number beyond the table': said('{"ok":false,"code":"deadbeef"}\n'),
  'a huge text': said('x'.repeat(3_000_000)),
  'a base64 that is none': said('{"ok":true,"result":"@@@@"}\n'),
  HTML: said('<html><body>proxy</body></html>'),
}

const STORES = {
  Windows: (run: RunCommand): StoreProcess => new WindowsStore({ run }),
  macOS: (run: RunCommand): StoreProcess => new MacosStore({ run }),
} as const

const failureOf = async (store: StoreProcess, verb: VerbName, args: unknown): Promise<KoshinError> => {
  const error = await store.call(verb, args as never).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof KoshinError) return error
  throw error ?? new Error(`${verb} succeeded`)
}

describe.each(Object.entries(STORES))('%s', (_, open) => {
  describe.each(Object.entries(BROKEN))('%s', (_, output) => {
    test.each(Object.keys(ASKING) as VerbName[])('fails %s in a typed way', async (verb) => {
      const run: RunCommand = async () => ({ ...output, stdout: Buffer.from(output.stdout) })
      const error = await failureOf(open(run), verb, ASKING[verb]?.())
      expect(['computer-store-failed', 'key-stays']).toContain(error.code)
      expect(error.data.step).toBe(verb)
      expect(error.data.detail).toMatch(/^[\x20-\x7e]{1,60}$/)
    })
  })

  test('no answer at all is told, with the verb that waited', async () => {
    const run: RunCommand = async () => {
      throw storeFailed('no answer in time')
    }
    const error = await failureOf(open(run), 'find', { id: OWN_ID })
    expect(error).toMatchObject({ code: 'computer-store-failed', data: { step: 'find', detail: 'no answer in time' } })
  })

  test('each command gets what is left of the time of its verb', async () => {
    const limits: number[] = []
    const run: RunCommand = async (command, limit) => {
      limits.push(limit)
      await new Promise((resolve) => setTimeout(resolve, 30))
      return said(
        limits.length === 1 && command.args.includes('-store')
          ? 'My\nCertUtil: -store OK\n'
          : '{"ok":true,"result":[]}\n',
      )
    }
    await open(run)
      .call('list-certificates', { token })
      .catch(() => null)
    expect(limits[0]).toBeGreaterThan(19_900)
    expect(limits[0]).toBeLessThanOrEqual(20_000)
    expect(limits[1]).toBeLessThanOrEqual((limits[0] ?? 0) - 25)
  })
})

test('somebody who says no in a window of the system has stopped it, and nothing is broken', async () => {
  const sign = (store: StoreProcess) =>
    codeOf(store.call('sign-request', { id: OWN_ID, info: der, algorithm: 'ecdsa-sha256' }))
  const answers =
    (code: string): RunCommand =>
    async () =>
      said(`{"ok":false,"code":"${code}"}\n`)
  expect(await sign(new WindowsStore({ run: answers('8010006e') }))).toBe('pin-cancelled')
  expect(await sign(new WindowsStore({ run: answers('80090016') }))).toBe('key-missing')
  expect(await sign(new MacosStore({ run: answers('-128') }))).toBe('pin-cancelled')
  expect(await sign(new MacosStore({ run: answers('-25300') }))).toBe('key-missing')
})

test('a key that comes out cut short is refused, and what was written is zeroed', async () => {
  const stdout = Buffer.from(`{"ok":true,"result":null}\n${pkcs8Of(key).toString('hex').slice(0, 40)}\n`)
  const run: RunCommand = async () => ({ exitCode: 0, stdout })
  const exported = (store: StoreProcess) => codeOf(store.call('export-key', { id: OWN_ID, spki: spkiOf(key) }))
  expect(await exported(new WindowsStore({ run }))).toBe('computer-store-failed')
  expect(stdout.every((byte) => byte === 0)).toBe(true)
})

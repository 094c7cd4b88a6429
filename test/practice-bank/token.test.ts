import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addTokenModule, importOldCertificate, makeBrowserHome } from './browser-home.ts'
import { type PracticeBank, startPracticeBank } from './practice-bank.ts'
import { runTool } from './run-tool.ts'
import { makePracticeToken, type PracticeToken } from './token.ts'

let folder: string
let bank: PracticeBank
let token: PracticeToken

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-token-'))
  bank = await startPracticeBank({ stateFolder: join(folder, 'bank') })
  token = await makePracticeToken({ folder: join(folder, 'token'), bank })
}, 60_000)

afterAll(async () => {
  await bank.close()
  await rm(folder, { recursive: true })
})

describe('the practice token', () => {
  it('bears the name 専用USB（練習） and its serial number', async () => {
    const slots = await pkcs11Tool(['--list-token-slots'])
    expect(/token label +: (.*)/.exec(slots)?.[1]).toBe('専用USB（練習）')
    expect(/serial num +: (.*)/.exec(slots)?.[1]).toBe(token.serialNumber)
  })

  it('holds the old key, its public half and its certificate under one CKA_ID', async () => {
    const objects = await pkcs11Tool(['--login', '--pin', '1234', '--list-objects'])
    expect(objects.match(/^\S.*Object(?=;)/gm)?.sort()).toEqual([
      'Certificate Object',
      'Private Key Object',
      'Public Key Object',
    ])
    expect(objects.match(/ID: +(\S+)/g)?.map((line) => line.split(/ +/)[1])).toEqual(Array(3).fill(token.oldKeyId))
  })

  it('holds what the bank has issued', () => {
    expect(bank.issued().at(-1)?.serialNumber).toBe(token.oldCertificateSerialNumber)
  })
})

describe("a browser's home", () => {
  it('trusts the site and holds the old certificate with its key', async () => {
    const home = await makeBrowserHome(join(folder, 'home'), bank.tlsCaFile)
    await importOldCertificate(home, token)
    const { stdout } = await runTool('certutil', ['-L', '-d', home.database])
    expect(stdout.toString()).toMatch(/practice-bank-tls +CT,C,C/)
    expect(stdout.toString()).toMatch(/電子証明書（練習） +u,u,u/)
  })

  it('sees the token where its module has been added', async () => {
    const home = await makeBrowserHome(join(folder, 'home-with-token'), bank.tlsCaFile)
    await addTokenModule(home, token)
    const { stdout } = await runTool('modutil', ['-dbdir', home.database, '-list', 'practice-token'], {
      environment: { SOFTHSM2_CONF: token.configFile },
    })
    expect(stdout.toString()).toContain('Token Name: 専用USB（練習）')
  })
})

async function pkcs11Tool(args: readonly string[]): Promise<string> {
  const environment = { SOFTHSM2_CONF: token.configFile }
  const { stdout } = await runTool('pkcs11-tool', ['--module', token.module, ...args], { environment })
  return stdout.toString()
}

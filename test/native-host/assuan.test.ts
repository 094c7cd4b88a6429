import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import {
  AssuanClient,
  AssuanEnded,
  decodeData,
  encodeCommand,
  encodeParameter,
  readLine,
} from '../../native-host/pin/assuan.ts'

describe('Assuan lines', () => {
  test('a parameter escapes percent signs and line ends only', () => {
    expect(encodeParameter('100%\r\n専用USB')).toBe('100%25%0D%0A専用USB')
  })

  test('a line is never longer than 1000 bytes and never ends within a character', () => {
    const line = encodeCommand('SETDESC', '銀%'.repeat(1000))
    expect(line.length).toBeLessThanOrEqual(1000)
    expect(line.toString()).toMatch(/^SETDESC (?:銀%25)+銀?\n$/)
  })

  test.each([
    ['12%2534', '12%34'],
    ['%0a%0D%25', '\n\r%'],
    ['100%', '100%'],
    ['%zz', '%zz'],
    ['', ''],
  ])('data %j is %j', (encoded, decoded) => {
    expect(decodeData(Buffer.from(encoded)).toString()).toBe(decoded)
  })

  test.each([
    ['OK', { kind: 'ok' }],
    ['OK closing connection', { kind: 'ok' }],
    ['ERR 83886179 Operation cancelled <Pinentry>', { kind: 'error', code: 83886179 }],
    ['D 1234', { kind: 'data', data: Buffer.from('1234') }],
    ['S BUTTON_INFO close', { kind: 'other' }],
    ['# OK', { kind: 'other' }],
    ['OKAY', { kind: 'other' }],
    ['INQUIRE QUALITY', { kind: 'inquire' }],
  ])('%s', (line, read) => {
    expect(readLine(Buffer.from(line))).toEqual(read)
  })
})

describe('a conversation', () => {
  const talk = (...said: string[]) => {
    const stdin = new PassThrough()
    const stdout = new PassThrough()
    const heard: string[] = []
    stdin.on('data', (chunk: Buffer) => heard.push(chunk.toString()))
    for (const part of said) stdout.write(part)
    return { client: new AssuanClient({ stdin, stdout }), stdout, heard }
  }

  test('puts the parts of an answer together, however they come', async () => {
    const { client, heard } = talk('OK Pleased', ' to meet you\nS X\nD 12%', '2534\nD 56\nOK\n')
    await client.greeting()
    const reply = await client.command('GETPIN')
    expect(reply).toEqual({ kind: 'ok', data: Buffer.from('12%3456') })
    expect(heard).toEqual(['GETPIN\n'])
  })

  test('refuses to be asked back', async () => {
    const { client, heard } = talk('OK\nINQUIRE X\nERR 277 cancelled\n')
    await client.greeting()
    expect(await client.command('GETPIN')).toEqual({ kind: 'error', code: 277 })
    expect(heard).toEqual(['GETPIN\n', 'CAN\n'])
  })

  test('ends where the other side ends', async () => {
    const { client, stdout } = talk('OK\n')
    await client.greeting()
    stdout.end()
    await expect(client.command('GETPIN')).rejects.toThrow(AssuanEnded)
  })
})

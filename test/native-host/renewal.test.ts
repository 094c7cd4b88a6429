import { createPublicKey } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KEY_ALGORITHMS } from '../../src/certificate/certificate.ts'
import { certificateParts } from '../../src/pki/certificate.ts'
import { Desk, installing, LABEL, ORIGIN } from './desk.ts'
import type { Host } from './host.ts'
import { OLD_ID } from './token.ts'

describe.each(KEY_ALGORITHMS)('a renewal with a new %s key on the token', (algorithm) => {
  let desk: Desk
  let host: Host
  let before: Buffer

  beforeAll(async () => {
    desk = Desk.ready()
    before = desk.tools.readCertificate(LABEL, OLD_ID)
    host = await desk.host()
  })
  afterAll(() => desk.clear())

  test('goes from request to proven certificate, with one PIN', async () => {
    const preparation = await desk.prepare(host, { algorithm })
    expect(preparation.enrolment).toMatchObject({
      state: 'requested',
      origin: ORIGIN,
      subject: '1234567890',
      algorithm,
    })
    const answer = desk.bankAnswers(preparation)
    const { enrolment, certificate } = await host.request(
      'enrolment.install',
      installing(preparation.enrolment.id, answer),
    )
    expect(enrolment.state).toBe('done')
    expect(certificate.key).toBe('present')
    expect(desk.shown()).toHaveLength(1)
    expect(host.progress).toEqual([
      'waiting-for-pin',
      'making-key',
      'signing',
      'checking-answer',
      'writing',
      'reading-back',
      'proving',
    ])
  })

  test('another program sees the new key and certificate under one id', () => {
    const [record] = desk.writtenFiles().filter(([name]) => name.endsWith('.json'))
    const { keyId } = JSON.parse(record?.[1].toString() ?? '{}')
    const objects = desk.tools.objects(LABEL)
    const kinds = objects.split(/\n(?=\S)/).filter((object) => object.includes(`ID:         ${keyId}`))
    expect(kinds.map((object) => object.split(';')[0]).sort()).toEqual([
      'Certificate Object',
      'Private Key Object',
      'Public Key Object',
    ])
    expect(kinds.find((object) => object.startsWith('Private'))).toMatch(
      /sensitive, always sensitive, never extractable, local/,
    )
  })

  test('the old certificate and its key are untouched', () => {
    expect(desk.tools.readCertificate(LABEL, OLD_ID)).toEqual(before)
    expect(desk.tools.objects(LABEL).split(`ID:         ${OLD_ID}`)).toHaveLength(3)
  })

  test('the list shows both, and the new one can be proven by itself', async () => {
    desk.typesNext('482915')
    const { certificates } = await host.request('certificate.list', { store: null })
    expect(certificates.map(({ label }) => label).sort()).toEqual(['koshin 1234567890', 'old'])
    const uri = certificates.find(({ label }) => label !== 'old')?.uri ?? ''
    const { certificate } = await host.request('certificate.prove', { certificate: uri, origin: null })
    expect(certificate.uri).toBe(uri)
  })

  test('installing once more changes nothing and asks nothing', async () => {
    const { enrolments } = await host.request('enrolment.list', {})
    const [enrolment] = enrolments
    const again = installing(enrolment?.id ?? '', null)
    expect((await host.request('enrolment.install', again)).enrolment.state).toBe('done')
    expect(desk.tools.objects(LABEL).match(/Certificate Object/g)).toHaveLength(2)
  })

  test('the request carries the old subject byte for byte and the new key', async () => {
    const id = (await host.request('enrolment.list', {})).enrolments[0]?.id ?? ''
    const { request, previous, spki } = desk.record(id) as unknown as Record<string, string>
    const der = Buffer.from(request ?? '', 'base64')
    const { subjectDer } = certificateParts(Buffer.from(previous ?? '', 'base64'))
    expect(der.includes(Buffer.from(subjectDer))).toBe(true)
    const key = createPublicKey({ key: Buffer.from(spki ?? '', 'base64'), format: 'der', type: 'spki' })
    expect(key.asymmetricKeyType).toBe(algorithm.startsWith('ec-') ? 'ec' : 'rsa')
    expect(der.includes(Buffer.from(spki ?? '', 'base64'))).toBe(true)
  })
})

import { HOST_METHODS, type HostMethod, type HostParams, PROTOCOL_VERSION } from '../../src/protocol/host.ts'

/** A good request of each method, and what would be wrong in each of its parameters. */

const TOKEN = 'pkcs11:token=a;serial=0123'
const ORIGIN = 'https://bank.example'
const ID = '0123456789abcdef0123456789abcdef'

export const GOOD_PARAMS: { readonly [M in HostMethod]: HostParams<M> } = {
  'host.hello': { protocol: PROTOCOL_VERSION, extension: '0.1.0', language: 'ja' },
  'host.restrict': { modules: ['libtoken.so'] },
  'store.list': {},
  'certificate.list': { store: TOKEN },
  'certificate.read': { certificate: `${TOKEN};id=%01` },
  'certificate.prove': { certificate: `${TOKEN};id=%01`, origin: ORIGIN },
  'certificate.import': { store: TOKEN, fileName: 'old.p12', file: 'AAAA' },
  'certificate.move': { certificate: `${TOKEN};id=%01`, store: TOKEN },
  'certificate.remove': { certificate: `${TOKEN};id=%01`, sha256: '00'.repeat(32) },
  'browser.look': { store: TOKEN },
  'browser.connect': { store: TOKEN },
  'enrolment.prepare': {
    enrolment: ID,
    origin: ORIGIN,
    bank: 'bank',
    bankName: 'Bank',
    store: TOKEN,
    follows: `${TOKEN};id=%01`,
    algorithm: 'rsa-2048',
    subject: [{ type: 'CN', value: 'x' }],
    again: false,
  },
  'enrolment.install': {
    enrolment: ID,
    origin: ORIGIN,
    answer: 'AAAA',
    issuers: ['AAAA'],
    bankAhead: 0,
    acceptSubjectOf: '00'.repeat(32),
  },
  'enrolment.list': {},
  'enrolment.rescue': {},
  'enrolment.discard': { enrolment: ID },
  'status.export': { folder: '/srv/reports', shortIds: false },
}

export const METHODS = Object.keys(HOST_METHODS) as HostMethod[]

/** Values of every type of JSON, as JSON: none of them is right anywhere unless its own type is asked for. */
const ANY_TYPE = [
  'true',
  '""',
  '"x"',
  '1',
  '-1.5',
  '[]',
  '[[]]',
  '{}',
  '{"a":1}',
  'null',
  '1e400',
  '"\\u0000"',
] as const

/** Too long for whatever holds a text, and not base64, not hexadecimal, not an address. */
const TOO_LONG = JSON.stringify('\u{20BB7}'.repeat(1100))

const isRight = (method: HostMethod, name: string, json: string): boolean => {
  const value: unknown = JSON.parse(json)
  const before = GOOD_PARAMS[method] as Readonly<Record<string, unknown>>
  if (value === null) return NULLABLE.has(`${method}/${name}`)
  if (name === 'bank' || name === 'bankName' || name === 'extension' || name === 'fileName' || name === 'folder')
    return typeof value === 'string'
  if (name === 'answer' || name === 'issuers' || name === 'file')
    return value === '' || (Array.isArray(value) && value.length === 0)
  if (name === 'subject') return Array.isArray(value) && value.length === 0
  if (typeof before[name] === 'boolean') return typeof value === 'boolean'
  return (
    typeof before[name] === 'number' && typeof value === 'number' && (name === 'protocol' || Number.isInteger(value))
  )
}

const NULLABLE: ReadonlySet<string> = new Set([
  'certificate.list/store',
  'certificate.prove/origin',
  'enrolment.prepare/enrolment',
  'enrolment.prepare/subject',
  'enrolment.install/origin',
  'enrolment.install/answer',
  'enrolment.install/bankAhead',
  'enrolment.install/acceptSubjectOf',
])

/** Each parameter of each method, with a value (as JSON) that it may not have. */
export const WRONG_PARAMS: readonly { method: HostMethod; name: string; json: string }[] = METHODS.flatMap((method) =>
  Object.keys(GOOD_PARAMS[method]).flatMap((name) =>
    [...ANY_TYPE, TOO_LONG]
      .filter((json) => !isRight(method, name, json))
      .filter((json) => json !== TOO_LONG || name !== 'protocol')
      .map((json) => ({ method, name, json })),
  ),
)

/** @param more goes in before the others: a name that is there twice has the value of the last */
export const requestJson = (id: string, method: string, params: string, more = ''): string =>
  `{"jsonrpc":"2.0",${more}"id":${id},"method":${JSON.stringify(method)},"params":${params}}`

/** The parameters as JSON, one of them replaced. */
export const paramsWith = (method: HostMethod, name: string, json: string): string =>
  `{${Object.entries(GOOD_PARAMS[method])
    .map(([key, value]) => `${JSON.stringify(key)}:${key === name ? json : JSON.stringify(value)}`)
    .join(',')}}`

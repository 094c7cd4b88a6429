import type { KeyAlgorithm } from '../../src/certificate/certificate.ts'
import type { ErrorCode, ErrorReport } from '../../src/protocol/errors.ts'
import type { ModuleReport, Store } from '../../src/protocol/schema.ts'
import type { Readiness } from '../../src/renewal/snapshot.ts'
import type { StoreKind } from '../../src/renewal/state.ts'
import type { Message } from './texts.ts'

/** What must be there before a renewal can start, as lines that are true or name the one thing to do. */

export type CheckLine =
  | { readonly state: 'true' | 'caution' | 'checking'; readonly message: Message }
  | { readonly state: 'todo'; readonly error: ErrorReport }

type Known = Extract<Readiness, { state: 'known' }>

const held = (...message: Message): CheckLine => ({ state: 'true', message })
const todo = (code: ErrorCode, data: ErrorReport['data'] = {}): CheckLine => ({ state: 'todo', error: { code, data } })

const MODULE_ERRORS: Record<Exclude<ModuleReport['state'], 'ok'>, ErrorCode> = {
  crashed: 'module-crashed',
  unstable: 'module-unstable',
  hung: 'module-hung',
  invalid: 'module-invalid',
  missing: 'module-missing',
}

/** A driver that broke down says more than one that is merely not installed: the keys above stand in that order. */
const driverLine = ({ modules, stores }: Known): CheckLine => {
  const works = modules.some(({ state }) => state === 'ok')
  // Where tokens are seen, or a driver works and nothing is broken, the others do not matter.
  if (stores.length > 0 || (works && !modules.some(({ state }) => ['crashed', 'unstable', 'hung'].includes(state)))) {
    return held('check_driver')
  }
  for (const [state, code] of Object.entries(MODULE_ERRORS)) {
    const module = modules.find((candidate) => candidate.state === state)
    if (module) return todo(code, { module: module.name })
  }
  return todo('module-missing')
}

/** Why nothing can be made in this store now; null: nothing stands in the way. */
export const storeObstacle = (store: Store, algorithm: KeyAlgorithm): ErrorCode | null => {
  const { kind, pin, writable, keyAlgorithms } = store
  if (kind === 'computer') return writable && keyAlgorithms.includes(algorithm) ? null : 'computer-store-failed'
  if (!writable) return 'token-read-only'
  if (!keyAlgorithms.includes(algorithm)) return 'token-unsupported'
  if (pin.tries === 'locked') return 'pin-locked'
  if (pin.state === 'not-set') return 'pin-not-set'
  return pin.state === 'to-be-changed' ? 'pin-expired' : null
}

/** Where the new key will go, as far as that is clear. One that cannot be used is named too, with the reason. */
export const targetStore = ({ stores, store }: Known, wish: StoreKind | null): Store | null => {
  const likely = stores.filter(({ kind }) => kind === (wish ?? 'token'))
  return stores.find(({ uri }) => uri === store) ?? (likely.length === 1 ? (likely[0] ?? null) : null)
}

const pinLine = ({ pin }: Store): CheckLine => {
  if (pin.tries === 'final') return { state: 'caution', message: ['check_pin_final'] }
  if (pin.tries === 'low') return { state: 'caution', message: ['check_pin_low'] }
  return held(pin.pad ? 'check_pin_pad' : 'check_pin')
}

const severalLines = (tokens: readonly Store[], algorithm: KeyAlgorithm): CheckLine[] => {
  const obstacles = tokens.map((store) => storeObstacle(store, algorithm))
  const several = held('check_tokens_several', { count: String(tokens.length) })
  const [first = null] = obstacles.includes(null) ? [] : obstacles
  return first === null ? [several] : [several, todo(first)]
}

const computerLines = (target: Store, algorithm: KeyAlgorithm): CheckLine[] => {
  const obstacle = storeObstacle(target, algorithm)
  return [obstacle ? todo(obstacle) : held('check_computer')]
}

const storeLines = (known: Known, algorithm: KeyAlgorithm, wish: StoreKind | null): CheckLine[] => {
  const target = targetStore(known, wish)
  if (target?.kind === 'computer') return computerLines(target, algorithm)
  const tokens = known.stores.filter(({ kind }) => kind === 'token')
  if (tokens.length === 0)
    return wish === 'computer' ? [todo('computer-store-failed')] : [driverLine(known), todo('token-missing')]
  if (!target) return [driverLine(known), ...severalLines(tokens, algorithm)]
  const obstacle = storeObstacle(target, algorithm)
  return [driverLine(known), held('check_token'), obstacle ? todo(obstacle) : pinLine(target)]
}

const certificateLine = ({ follows, candidates }: Known): CheckLine => {
  if (follows) return held('check_certificate')
  if (candidates.length === 0) return todo('certificate-missing')
  return held('check_certificates_several', { count: String(candidates.length) })
}

/** All lines up to the first that is not true: one thing to do at a time, and what comes after it is not known yet. */
export const checkList = (
  readiness: Readiness,
  algorithm: KeyAlgorithm,
  wish: StoreKind | null,
): readonly CheckLine[] => {
  if (readiness.state === 'checking') return [{ state: 'checking', message: ['check_checking'] }]
  if (readiness.state === 'no-host') return [{ state: 'todo', error: readiness.error }]
  const { refusal } = readiness
  if (refusal) return [held('check_host'), { state: 'todo', error: refusal }]
  const lines = [held('check_host'), ...storeLines(readiness, algorithm, wish), certificateLine(readiness)]
  const first = lines.findIndex(({ state }) => state === 'todo')
  return first === -1 ? lines : lines.slice(0, first + 1)
}

/** `ready`, or why not yet. */
export const readinessOf = (lines: readonly CheckLine[]): 'ready' | 'checking' | ErrorReport => {
  const last = lines.at(-1)
  if (last?.state === 'todo') return last.error
  return last?.state === 'checking' ? 'checking' : 'ready'
}

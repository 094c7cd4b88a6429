import type { Due } from './due.ts'
import { LAST_DAY, type Stage } from './stage.ts'

/** What has been told of one certificate. */
export interface Told {
  /** Each is told once, whatever the clock does. */
  readonly stages: readonly Stage[]
  /** Milliseconds since the epoch: the user wants to hear of it again then. */
  readonly silentUntil: number | null
}

/**
 * By the certificate's SHA-256. Nothing is ever taken out of it: a token may be away for months and a clock may be wrong, and
 * it grows by a line a certificate a year.
 */
export type Memory = Readonly<Record<string, Told>>

const NOTHING: Told = { stages: [], silentUntil: null }

const SNOOZE_MS = 3 * 24 * 3600 * 1000

type Silence = 'none' | 'kept' | 'over'

/** A snooze that is longer than any can be was begun while the clock was wrong. */
const silenceAt = ({ silentUntil }: Told, now: number): Silence => {
  if (silentUntil === null || silentUntil - now > SNOOZE_MS) return 'none'
  return now < silentUntil ? 'kept' : 'over'
}

/** When a certificate is told of again; null: nobody has asked for that. */
export const silentUntil = (memory: Memory, certificate: string, now: number): number | null => {
  const told = memory[certificate] ?? NOTHING
  return silenceAt(told, now) === 'kept' ? told.silentUntil : null
}

/**
 * A stage is news once, and once more when a snooze has run out; a snooze hides neither the last day nor the expiry. The expiry of one
 * that has a successor is news only to somebody who was told of it before: last year's certificate often stays on the token.
 */
const isNews = ({ stage, replaced }: Due, told: Told, now: number): boolean => {
  if (stage === null || (replaced && told.stages.length === 0)) return false
  const silence = silenceAt(told, now)
  if (told.stages.includes(stage)) return silence === 'over'
  return silence !== 'kept' || stage <= LAST_DAY
}

/** With what the user has said of it. */
export interface Remembered extends Due {
  /** See silentUntil. */
  readonly silentUntil: number | null
  /** The administrator lets people put it off. */
  readonly maySnooze: boolean
}

/** A certificate to be told of now. */
export type News = Due & { readonly stage: Stage }

/** What to tell now, at most once a certificate, and the memory to be kept before telling it. */
export const tell = (due: readonly Due[], before: Memory, now: number): { news: News[]; memory: Memory } => {
  const memory: Record<string, Told> = { ...before }
  const news: News[] = []
  for (const one of due) {
    const { stage } = one
    const told = memory[one.certificate] ?? NOTHING
    if (stage === null || !isNews(one, told, now)) continue
    news.push({ ...one, stage })
    memory[one.certificate] = { stages: [...new Set([...told.stages, stage])], silentUntil: null }
  }
  return { news, memory }
}

/** As if nobody had ever put anything off. */
export const withoutSnoozes = (memory: Memory): Memory =>
  Object.fromEntries(Object.entries(memory).map(([certificate, told]) => [certificate, { ...told, silentUntil: null }]))

/** Not to be told of for three days. */
export const snooze = (memory: Memory, certificate: string, now: number): Memory => ({
  ...memory,
  [certificate]: { ...(memory[certificate] ?? NOTHING), silentUntil: now + SNOOZE_MS },
})

import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Language } from '../../src/protocol/schema.ts'
import { type Asked, readAsked, Untakeable } from '../status/asked.ts'

/** What was typed after `koshin`. */

const COMMANDS = ['register', 'unregister', 'doctor', 'profile', 'notice', 'status', 'version', 'help'] as const
type CommandName = (typeof COMMANDS)[number]

export interface Arguments {
  readonly command: CommandName
  readonly language: Language
  /** Registers in this browser profile's folder only. */
  readonly userDataDir: string | null
  /** Instead of the user's own home folder. */
  readonly home: string | null
  /** Files, as they were typed: of `profile check` the profile first, then pages. */
  readonly files: readonly string[]
  /** For programs: one JSON document on stdout. */
  readonly json: boolean
  /** What is asked of `status`. */
  readonly status: Asked
}

/** An argument that means nothing here. */
export class UnknownArgument extends Error {}

/** An argument without which the command means nothing. */
export class MissingArgument extends Error {}

type Environment = Readonly<Record<string, string | undefined>>

/** POSIX order of the locale's variables. Japanese unless the environment plainly says English. */
export const languageOf = (env: Environment): Language =>
  (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').startsWith('en') ? 'en' : 'ja'

const STATUS_OPTIONS = {
  format: { type: 'string' },
  store: { type: 'string' },
  within: { type: 'string' },
  output: { type: 'string' },
  'short-ids': { type: 'boolean' },
  'full-ids': { type: 'boolean' },
} as const

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        language: { type: 'string' },
        'user-data-dir': { type: 'string' },
        home: { type: 'string' },
        json: { type: 'boolean', default: false },
        ...STATUS_OPTIONS,
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UnknownArgument(error instanceof Error ? error.message : String(error))
  }
}

const readLanguage = (given: string | undefined, env: Environment): Language => {
  if (given === undefined) return languageOf(env)
  if (given === 'ja' || given === 'en') return given
  throw new UnknownArgument(`--language ${given}`)
}

/** The one thing that can be done with a profile. Named, so that there may be another. */
const readFiles = (command: CommandName, rest: readonly string[]): readonly string[] => {
  if (command === 'notice') return atLeastOne(rest, 'PAGE')
  const [first, ...files] = rest
  if (command === 'profile' && first === 'check') return atLeastOne(files, 'FILE')
  if (command === 'profile' && first === undefined) throw new MissingArgument('check')
  if (first !== undefined) throw new UnknownArgument(first)
  return []
}

const atLeastOne = (files: readonly string[], what: string): readonly string[] => {
  if (files.length === 0) throw new MissingArgument(what)
  return files
}

type Values = ReturnType<typeof parse>['values']

const readStatus = (command: CommandName, values: Values): Asked => {
  const foreign = Object.keys(STATUS_OPTIONS).find((name) => name in values)
  if (command !== 'status' && foreign !== undefined) throw new UnknownArgument(`--${foreign}`)
  try {
    return readAsked(values, (path) => resolve(path))
  } catch (error) {
    throw error instanceof Untakeable ? new UnknownArgument(error.message) : error
  }
}

/** @throws UnknownArgument, MissingArgument */
export const readArguments = (args: readonly string[], env: Environment): Arguments => {
  const { values, positionals } = parse(args)
  const [name, ...rest] = positionals
  const wanted = values.version ? 'version' : values.help ? 'help' : (name ?? 'help')
  const command = COMMANDS.find((known) => known === wanted)
  if (command === undefined) throw new UnknownArgument(wanted)
  if (values.json && command !== 'profile' && command !== 'notice') throw new UnknownArgument('--json')
  const folder = (given: string | undefined) => (given === undefined ? null : resolve(given))
  return {
    command,
    language: readLanguage(values.language, env),
    userDataDir: folder(values['user-data-dir']),
    home: folder(values.home),
    files: values.help || values.version ? [] : readFiles(command, rest),
    json: values.json,
    status: readStatus(command, values),
  }
}

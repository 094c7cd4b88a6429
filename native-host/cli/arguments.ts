import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Language } from '../../src/protocol/schema.ts'

/** What was typed after `koshin`. */

const COMMANDS = ['register', 'unregister', 'doctor', 'version', 'help'] as const
type CommandName = (typeof COMMANDS)[number]

export interface Arguments {
  readonly command: CommandName
  readonly language: Language
  /** Registers in this browser profile's folder only. */
  readonly userDataDir: string | null
  /** Instead of the user's own home folder. */
  readonly home: string | null
}

/** An argument that means nothing here. */
export class UnknownArgument extends Error {}

type Environment = Readonly<Record<string, string | undefined>>

/** POSIX order of the locale's variables. Japanese unless the environment plainly says English. */
export const languageOf = (env: Environment): Language =>
  (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').startsWith('en') ? 'en' : 'ja'

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        language: { type: 'string' },
        'user-data-dir': { type: 'string' },
        home: { type: 'string' },
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

/** @throws UnknownArgument */
export const readArguments = (args: readonly string[], env: Environment): Arguments => {
  const { values, positionals } = parse(args)
  const [name, extra] = positionals
  if (extra !== undefined) throw new UnknownArgument(extra)
  const wanted = values.version ? 'version' : values.help ? 'help' : (name ?? 'help')
  const command = COMMANDS.find((known) => known === wanted)
  if (command === undefined) throw new UnknownArgument(wanted)
  const folder = (given: string | undefined) => (given === undefined ? null : resolve(given))
  return {
    command,
    language: readLanguage(values.language, env),
    userDataDir: folder(values['user-data-dir']),
    home: folder(values.home),
  }
}

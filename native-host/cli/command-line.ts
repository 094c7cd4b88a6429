import { type Say, speaking } from '../sentences.ts'
import { HOST_VERSION } from '../version.ts'
import { type Arguments, languageOf, MissingArgument, readArguments, UnknownArgument } from './arguments.ts'

/** EX_USAGE of sysexits.h: 0 to 2 are answers of `koshin status`. */
const EXIT_USAGE = 64

const run = async (given: Arguments, say: Say): Promise<number> => {
  switch (given.command) {
    case 'help':
      console.log(say('usage'))
      return 0
    case 'version':
      console.log(HOST_VERSION)
      return 0
    case 'register':
      return (await import('./register.ts')).register(given, say)
    case 'unregister':
      return (await import('./register.ts')).unregister(given, say)
    case 'doctor':
      return (await import('./doctor.ts')).doctor(say)
    case 'profile':
      return (await import('./profile-check.ts')).profileCheck(given, say)
    case 'notice':
      return (await import('./notice.ts')).notice(given, say)
    case 'status':
      return (await import('./status.ts')).status(given.status, given, say)
  }
}

/** @returns the exit code: 0 all is well, 1 something is missing or wrong, 64 the arguments were not understood; `status` has codes of its own */
export const runCommandLine = async (args: readonly string[]): Promise<number> => {
  try {
    const given = readArguments(args, process.env)
    return await run(given, speaking(given.language))
  } catch (error) {
    const isMissing = error instanceof MissingArgument
    if (!isMissing && !(error instanceof UnknownArgument)) throw error
    const say = speaking(languageOf(process.env))
    console.error(say(isMissing ? 'usage.missing' : 'usage.unknown', { argument: error.message }))
    console.error(say('usage'))
    return EXIT_USAGE
  }
}

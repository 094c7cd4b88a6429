import { callerOf } from './stdio/caller.ts'
import { serveExtension } from './stdio/serve-extension.ts'

/**
 * One program: started by a browser it speaks native messaging, otherwise it is the command line. Everything but the
 * caller's name and the first message is loaded on demand.
 */

const EXIT_FOREIGN = 2

const EXIT_BROKEN = 70

const main = async (args: readonly string[]): Promise<void> => {
  switch (callerOf(args)) {
    case 'foreign-extension': {
      const { log } = await import('./log.ts')
      log('foreign extension refused')
      return process.exit(EXIT_FOREIGN)
    }
    case 'extension':
      // The browser may still hold the pipe open, and must not keep us.
      return process.exit(await serveExtension())
    case 'person': {
      const { runCommandLine } = await import('./cli/command-line.ts')
      process.exitCode = await runCommandLine(args)
    }
  }
}

main(process.argv.slice(2)).catch(async (error: unknown) => {
  const { logError } = await import('./log.ts')
  logError('broken', error)
  process.exit(EXIT_BROKEN)
})

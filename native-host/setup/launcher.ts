import { join } from 'node:path'

/** A small script between browser and host: a manifest names one file, and Node is to be started with another. */
export interface Launcher {
  readonly file: string
  readonly content: string
}

/** For a POSIX shell: nothing is special between single quotes but the single quote. */
const quoted = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`

/** Marks files as ours, for `koshin unregister`. */
export const MARK = 'written by koshin register'

/**
 * @param command the program and its arguments, absolute paths: `[node, …/koshin.cjs]`
 */
export const launcher = (platform: NodeJS.Platform, data: string, command: readonly string[]): Launcher => {
  if (platform === 'win32') {
    const line = command.map((part) => `"${part.replaceAll('%', '%%')}"`).join(' ')
    return { file: join(data, 'koshin.bat'), content: `@echo off\r\nrem ${MARK}\r\n${line} %*\r\n` }
  }
  const line = command.map(quoted).join(' ')
  return { file: join(data, 'koshin-host'), content: `#!/bin/sh\n# ${MARK}\nexec ${line} "$@"\n` }
}

/**
 * Keeps everything but the protocol away from stdout: one stray line there and the browser closes the port. What
 * libraries print goes to the log file, redacted; `process.stdout` itself becomes stderr.
 */
export const keepStdoutForProtocol = (): void => {
  Object.defineProperty(process, 'stdout', { configurable: true, get: () => process.stderr })
  const toLog = (...parts: unknown[]): void => {
    void import('../log.ts').then(({ log }) => log('console', { text: parts.map(String).join(' ') }))
  }
  for (const name of ['log', 'info', 'debug', 'warn', 'error', 'trace'] as const) console[name] = toLog
}

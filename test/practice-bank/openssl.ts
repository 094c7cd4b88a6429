import { runTool } from './run-tool.ts'

/**
 * Runs the `openssl` command line: the practice bank is an implementation independent of the one it tests.
 * @param input what the command reads from standard input
 * @throws an Error that carries what openssl wrote to standard error, when it exits with another code than 0
 */
export function openssl(args: readonly string[], input = ''): Promise<{ stdout: Buffer; stderr: string }> {
  return runTool('openssl', args, { input })
}

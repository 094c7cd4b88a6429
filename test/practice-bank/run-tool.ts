import { execFile } from 'node:child_process'

export interface ToolOptions {
  readonly input?: string
  readonly environment?: Readonly<Record<string, string>>
}

/**
 * Runs a command line tool without a shell: arguments reach it as they are.
 * @throws an Error that carries what the tool wrote, when it exits with another code than 0
 */
export function runTool(
  tool: string,
  args: readonly string[],
  { input = '', environment = {} }: ToolOptions = {},
): Promise<{ stdout: Buffer; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      tool,
      [...args],
      { encoding: 'buffer', env: { ...process.env, ...environment } },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`${tool} ${args[0]} failed: ${stderr.toString()}${stdout.toString()}`))
        else resolve({ stdout, stderr: stderr.toString() })
      },
    )
    // A command that takes no input may have closed it already; its exit code says what matters.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

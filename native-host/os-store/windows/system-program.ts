import { win32 } from 'node:path'

/** @returns the path of a program of Windows itself. Elsewhere than on Windows (in tests) as it mostly is there. */
export const systemProgram = (name: string): string => {
  const root = process.env.SystemRoot
  const isPlain = root !== undefined && /^[A-Za-z]:\\[^"%<>|?*]*$/.test(root)
  return win32.join(isPlain ? root : 'C:\\Windows', 'System32', name)
}

import { accessSync, constants } from 'node:fs'
import { isAbsolute, join } from 'node:path'

/** Those with a window of their own, the desktop's first. The one for terminals is of no use to a browser's child. */
const PROGRAMS = ['pinentry-gnome3', 'pinentry-qt', 'pinentry-gtk-2', 'pinentry-x11', 'pinentry']

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The dialog program to use, or null where there is none: the extension's window is used then.
 * @param configured from `config.json`: used whatever the environment says
 */
export const findPinentry = (configured: string | null, env: Environment): string | null => {
  if (configured !== null) return configured
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return null
  const folders = (env.PATH ?? '').split(':').filter(isAbsolute)
  const candidates = PROGRAMS.flatMap((program) => folders.map((folder) => join(folder, program)))
  return candidates.find(isExecutable) ?? null
}

import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { HOST_NAME } from '../../src/protocol/identity.ts'
import { systemProgram } from '../os-store/windows/system-program.ts'
import { type Launcher, MARK } from './launcher.ts'
import type { ManifestFile } from './manifests.ts'

/** Writes and removes what manifests.ts and launcher.ts describe. */

const write = (file: string, content: string): void => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** @returns the files and registry keys that were written. @throws what the system says, with the path */
export const writeManifest = ({ file, content, registryKey }: ManifestFile): string[] => {
  write(file, content)
  if (registryKey === null) return [file]
  execFileSync(systemProgram('reg.exe'), ['add', registryKey, '/ve', '/t', 'REG_SZ', '/d', file, '/f'], {
    stdio: 'ignore',
  })
  return [file, registryKey]
}

/** Returns and throws as `writeManifest` does. */
export const writeRegistration = (launcher: Launcher, manifests: readonly ManifestFile[]): string[] => {
  write(launcher.file, launcher.content)
  chmodSync(launcher.file, 0o755)
  return [launcher.file, ...manifests.flatMap(writeManifest)]
}

export type Registered = 'ours' | 'foreign' | 'none'

/** Whose manifest lies there: it is ours when it starts our launcher. */
export const registered = ({ file }: ManifestFile, launcher: string): Registered => {
  if (!existsSync(file)) return 'none'
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const isManifest = typeof manifest === 'object' && manifest !== null && 'name' in manifest && 'path' in manifest
    return isManifest && manifest.name === HOST_NAME && manifest.path === launcher ? 'ours' : 'foreign'
  } catch {
    return 'foreign'
  }
}

/** Whether the launcher is there and starts this very program: the folder may have been moved since. */
export const isCurrent = ({ file, content }: Launcher): boolean =>
  existsSync(file) && readFileSync(file, 'utf8') === content

export interface Removal {
  readonly removed: readonly string[]
  readonly kept: readonly string[]
}

/** @returns what was removed */
export const removeManifest = ({ file, registryKey }: ManifestFile): string[] => {
  rmSync(file)
  if (registryKey === null) return [file]
  execFileSync(systemProgram('reg.exe'), ['delete', registryKey, '/f'], { stdio: 'ignore' })
  return [file, registryKey]
}

const isOurLauncher = (file: string): boolean => existsSync(file) && readFileSync(file, 'utf8').includes(MARK)

/** Removes what `writeRegistration` wrote and nothing else. @param withLauncher no other registration needs it */
export const removeRegistration = (
  launcher: Launcher,
  manifests: readonly ManifestFile[],
  withLauncher: boolean,
): Removal => {
  const state = manifests.map((manifest) => ({ manifest, whose: registered(manifest, launcher.file) }))
  const removed = state.flatMap(({ manifest, whose }) => (whose === 'ours' ? removeManifest(manifest) : []))
  const kept = state.flatMap(({ manifest, whose }) => (whose === 'foreign' ? manifest.file : []))
  if (!withLauncher || !isOurLauncher(launcher.file)) return { removed, kept }
  rmSync(launcher.file)
  return { removed: [...removed, launcher.file], kept }
}

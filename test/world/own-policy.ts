import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/**
 * A browser that an administrator has given a policy, which is a file for the whole computer: so the browser gets an /etc of its own (in
 * a mount namespace, which takes root), and nobody else's browser sees it.
 */

/** Only root has mounts of its own here. */
export const canHavePolicies = process.platform === 'linux' && process.getuid?.() === 0

/** Where a kind of browser looks for its policies, and in what form. */
export interface PolicyPlace {
  /** Below /etc. */
  readonly folder: string
  readonly file: string
  /** @param policy what `storage.managed` is to hold */
  readonly content: (policy: unknown) => unknown
}

/** What stands in the place of the system's folder; it can be written to while the browser runs. */
const ownPolicies = (world: string): string => join(world, 'policies')

/** @param world its folder */
export const writePolicy = ({ file, content }: PolicyPlace, world: string, policy: unknown): void => {
  mkdirSync(ownPolicies(world), { recursive: true })
  writeFileSync(join(ownPolicies(world), file), JSON.stringify(content(policy)))
}

/** The folder may not be there in /etc: one that is goes over it first. */
const MOUNT =
  'mount -t overlay overlay -o "lowerdir=$1:/etc" /etc && mount --bind "$2" "/etc/$3" && shift 3 && exec "$@"'

/** @returns a program that starts the browser so that it sees the world's policies */
export const programWithPolicy = ({ folder }: PolicyPlace, world: string, program: string): string => {
  const etc = join(world, 'etc')
  mkdirSync(join(etc, folder), { recursive: true })
  // isFirefox tells one from the other by its program's name.
  const script = join(world, `${basename(program)}-with-policy`)
  const words = [etc, ownPolicies(world), folder, program].map((word) => `'${word}'`).join(' ')
  writeFileSync(script, `#!/bin/sh\nexec unshare --mount sh -c '${MOUNT}' sh ${words} "$@"\n`)
  chmodSync(script, 0o755)
  return script
}

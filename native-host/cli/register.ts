import type { Say } from '../sentences.ts'
import { registrationHere } from '../setup/plan.ts'
import { removeRegistration, writeRegistration } from '../setup/registration.ts'
import type { Arguments } from './arguments.ts'

const pathOf = (error: unknown): string | null =>
  error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : null

/** Says what could not be written, where that is what happened. */
const telling = (say: Say, act: () => void): number => {
  try {
    act()
    return 0
  } catch (error) {
    const file = pathOf(error)
    if (file === null) throw error
    console.error(say('register.failed', { file }))
    return 1
  }
}

/** Lets browsers find the host, and tells what was written. @returns the exit code */
export const register = ({ home, userDataDir }: Arguments, say: Say): number =>
  telling(say, () => {
    const { launcher, manifests } = registrationHere(home, userDataDir)
    for (const file of writeRegistration(launcher, manifests)) console.log(say('register.wrote', { file }))
    console.log(say('register.done'))
  })

/** Takes it back, and tells what was removed. @returns the exit code */
export const unregister = ({ home, userDataDir }: Arguments, say: Say): number =>
  telling(say, () => {
    const { launcher, manifests } = registrationHere(home, userDataDir)
    const { removed, kept } = removeRegistration(launcher, manifests, userDataDir === null)
    for (const file of removed) console.log(say('unregister.removed', { file }))
    for (const file of kept) console.log(say('unregister.kept', { file }))
    if (removed.length === 0) console.log(say('unregister.nothing'))
  })

import { KoshinError } from '../../src/protocol/errors.ts'
import type { Say } from '../sentences.ts'
import { ownModulesHere, takeOff } from '../setup/own-modules.ts'
import { moduleManifestsHere, registrationHere, writtenModuleManifestsHere } from '../setup/plan.ts'
import { removeManifest, removeRegistration, writeManifest, writeRegistration } from '../setup/registration.ts'
import type { Arguments } from './arguments.ts'

const pathOf = (error: unknown): string | null =>
  error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : null

/** Says what could not be written, or not understood, where that is what happened. */
const telling = async (say: Say, act: () => number | Promise<number>): Promise<number> => {
  try {
    return await act()
  } catch (error) {
    const file = pathOf(error)
    if (file !== null) console.error(say('register.failed', { file }))
    else if (error instanceof KoshinError)
      console.error(say('doctor.configDamaged', { detail: error.data.detail ?? '' }))
    else throw error
    return 1
  }
}

const tellWritten = (files: readonly string[], say: Say): void => {
  for (const file of files) console.log(say('register.wrote', { file }))
}

/** Lets browsers find the host, and Firefox the drivers; tells what was written. @returns the exit code */
export const register = ({ home, userDataDir }: Arguments, say: Say): Promise<number> =>
  telling(say, () => {
    const { launcher, manifests } = registrationHere(home, userDataDir)
    tellWritten(writeRegistration(launcher, manifests), say)
    if (userDataDir === null) tellWritten(moduleManifestsHere(home).flatMap(writeManifest), say)
    console.log(say('register.done'))
    return 0
  })

/** Takes drivers off browsers' lists. @returns for each whether it is gone */
const takeOffModules = async (home: string | null, say: Say): Promise<readonly boolean[]> => {
  const outcomes: boolean[] = []
  for (const module of ownModulesHere(home)) {
    const isGone = await takeOff(module)
    console.log(say(isGone ? 'unregister.moduleRemoved' : 'unregister.moduleKept', { ...module }))
    outcomes.push(isGone)
  }
  return outcomes
}

/** Takes it back, and what browsers were given after it; tells what was removed. @returns the exit code: 1 where a driver is still listed */
export const unregister = ({ home, userDataDir }: Arguments, say: Say): Promise<number> =>
  telling(say, async () => {
    const isWhole = userDataDir === null
    const { launcher, manifests } = registrationHere(home, userDataDir)
    const { removed, kept } = removeRegistration(launcher, manifests, isWhole)
    const modules = isWhole ? writtenModuleManifestsHere(home).flatMap(removeManifest) : []
    for (const file of [...removed, ...modules]) console.log(say('unregister.removed', { file }))
    for (const file of kept) console.log(say('unregister.kept', { file }))
    const drivers = isWhole ? await takeOffModules(home, say) : []
    if (removed.length + modules.length + drivers.length === 0) console.log(say('unregister.nothing'))
    return drivers.every((isGone) => isGone) ? 0 : 1
  })

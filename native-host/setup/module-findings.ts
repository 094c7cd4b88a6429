import { basename } from 'node:path'
import type { Finding } from '../cli/findings.ts'
import type { Config } from '../config.ts'
import type { Say } from '../sentences.ts'
import { isWritten } from './module-manifests.ts'
import { driversHere, moduleManifestOf, registrationHere } from './plan.ts'
import { registered } from './registration.ts'

const isFirefoxRegistered = (): boolean => {
  const { launcher, manifests } = registrationHere(null, null)
  return manifests.some((one) => one.browser === 'Firefox' && registered(one, launcher.file) === 'ours')
}

/** For `koshin doctor`: whether Firefox, where it is registered, can be given the drivers that are there. */
export const moduleFindings = ({ modules }: Pick<Config, 'modules'>, say: Say): Finding[] => {
  if (!isFirefoxRegistered()) return []
  return driversHere(modules).map((driver) => {
    const ok = isWritten(moduleManifestOf(null, driver))
    const sentence = say(ok ? 'doctor.moduleManifest' : 'doctor.moduleManifestMissing', { name: basename(driver) })
    return { ok, sentence }
  })
}

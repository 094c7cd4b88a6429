import { CLASSES, classNameOf } from './certenroll/classes.ts'
import type { HostCall } from './channel.ts'
import { instantiate, type World } from './com/instance.ts'
import { toPageObject } from './com/object.ts'
import { HRESULT } from './hresult.ts'
import { pageError } from './hresult-error.ts'

/** CX509EnrollmentWebClassFactory's CLSID, as `<object classid>` names it. */
const FACTORY_CLASSID = /^clsid:\s*\{?884e2049-217d-11da-b2a4-000e7bbb2b09\}?$/i
const FACTORY_PROGID = 'X509Enrollment.CX509EnrollmentWebClassFactory'

/** Microsoft's certificate enrolment API (certenroll.dll) as a page of the Internet Explorer era finds it. */
export interface CertEnroll {
  /**
   * `new ActiveXObject(progId)`. Beyond the factory it makes the classes that the factory makes, for some pages create
   * them directly.
   * @throws PageError 429 for a class that is not there
   */
  readonly create: (progId: string) => object
  /** The control behind `<object classid=…>`; null for another control's. */
  readonly control: (classid: string) => object | null
}

/** @param callHost asks the host and holds the page until it has answered */
export const certEnroll = (callHost: HostCall): CertEnroll => {
  const world: World = { classes: CLASSES, callHost }
  const create = (progId: string): object => {
    const name = classNameOf(progId)
    if (name === null || !world.classes.has(name)) throw pageError(HRESULT.SCRIPT_E_429, '')
    return toPageObject(instantiate(world, name))
  }
  return {
    create,
    control: (classid) => (FACTORY_CLASSID.test(classid.trim()) ? create(FACTORY_PROGID) : null),
  }
}

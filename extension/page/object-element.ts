import type { CertEnroll } from '../../src/enrolment/certenroll.ts'
import type { PageWorld } from './saved-world.ts'

/** A property of an element has one spelling only; these are the ones that pages use. */
const SPELLINGS = ['CreateObject', 'createObject', 'createobject']

/**
 * `<object id=X classid="clsid:884e2049-…">` and then `X.CreateObject(progId)`. On the prototype, so that it makes no
 * difference whether the element was parsed, written or made by script; other controls' elements have no such member.
 */
export const installObjectElement = (page: PageWorld, certEnroll: CertEnroll): void => {
  const { apply, get: read } = page.Reflect
  const { getAttribute } = page.Element.prototype
  /** One an element, as a control is: made when it is first asked for. */
  const controls = new WeakMap<Element, object>()
  const controlOf = (element: Element): object | null => {
    const known = controls.get(element)
    if (known !== undefined) return known
    const made = certEnroll.control(apply(getAttribute, element, ['classid']) ?? '')
    if (made !== null) controls.set(element, made)
    return made
  }
  for (const name of SPELLINGS) {
    Object.defineProperty(page.HTMLObjectElement.prototype, name, {
      get(this: Element): unknown {
        const control = controlOf(this)
        return control === null ? undefined : read(control, name)
      },
      configurable: true,
      enumerable: false,
    })
  }
}

import type { CertEnroll } from '../../src/enrolment/certenroll.ts'
import type { PageWorld } from './saved-world.ts'

/** Microsoft's XMLHTTP under all its names: `Microsoft.XMLHTTP`, `Msxml2.XMLHTTP.6.0`. */
const XML_HTTP = /^(?:microsoft|msxml2)\.xmlhttp(?:\.\d\.0)?$/i

/**
 * `new ActiveXObject(progId)`. A page that sees ActiveXObject takes its Internet Explorer branch in everything, and
 * most such branches fetch with XMLHTTP: they get the browser's own, which came after it and has its members.
 */
export const installActiveXObject = (page: PageWorld, certEnroll: CertEnroll): void => {
  const { XMLHttpRequest } = page
  function ActiveXObject(progId: unknown): object {
    const name = String(progId)
    return XML_HTTP.test(name) ? new XMLHttpRequest() : certEnroll.create(name)
  }
  Object.defineProperty(page, 'ActiveXObject', {
    value: ActiveXObject,
    writable: true,
    configurable: true,
    enumerable: false,
  })
}

import { certEnroll } from '../../src/enrolment/certenroll.ts'
import { installActiveXObject } from './active-x-object.ts'
import { hostCallIn } from './call.ts'
import { installObjectElement } from './object-element.ts'
import { savedWorld } from './saved-world.ts'

/**
 * The page layer: Internet Explorer's enrolment API in a bank's page. Runs in the main world at document_start, before
 * any script of the page, and does nothing else to it.
 */
const api = certEnroll(hostCallIn(savedWorld(window)))
installActiveXObject(window, api)
installObjectElement(window, api)

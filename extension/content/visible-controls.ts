import { labelOf } from '../../src/notice/page/controls.ts'
import type { PageElement } from '../../src/notice/page/page-source.ts'
import { domPage } from '../ui/dom-page.ts'

/** What a person would press: links, buttons and what scripts made into them. */
const CONTROLS =
  'a, button, input[type=button], input[type=submit], input[type=reset], input[type=image], [role=button], [role=link], area, [onclick]'

/** A hostile page must not make the mark slow. */
const MOST_CONTROLS = 2_000

/** The words on a control, as the reader sees them. */
export const controlLabel = (control: Element): string =>
  labelOf(control as unknown as PageElement, domPage(control.ownerDocument))

export const visibleControls = (): Element[] =>
  [...document.querySelectorAll(CONTROLS)]
    .slice(0, MOST_CONTROLS)
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))

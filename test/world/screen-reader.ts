import type { Page } from 'puppeteer-core'
import { inFirefox, MAIN_WINDOW } from './firefox-window.ts'
import { isFirefox } from './which-browser.ts'

/** What a screen reader is given of the page in front: the browser's own tree of accessible objects. */

const inChromium = async (page: Page): Promise<readonly string[]> => {
  const session = await page.createCDPSession()
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const below = (id: string): string => {
    const node = nodes.find(({ nodeId }) => nodeId === id)
    const own = node?.role?.value === 'StaticText' ? String(node.name?.value ?? '') : ''
    return own + (node?.childIds ?? []).map(below).join('')
  }
  return nodes.filter(({ role, ignored }) => role?.value === 'status' && !ignored).map(({ nodeId }) => below(nodeId))
}

/** Firefox has one tree for its window and the pages in it, as soon as somebody asks for one. */
const OF_FIREFOX = `(() => {
  const window = ${MAIN_WINDOW}
  window.koshinListener ??= Cc['@mozilla.org/accessibilityService;1'].getService(Ci.nsIAccessibilityService)
  const service = window.koshinListener
  const childrenOf = (one) => [...Array(one.childCount).keys()].map((at) => one.getChildAt(at))
  const inside = (one) => [one, ...childrenOf(one).flatMap(inside)]
  const words = (one) => inside(one).filter(({ role }) => role === Ci.nsIAccessibleRole.ROLE_TEXT_LEAF)
  const page = service.getAccessibleFor(window.gBrowser.selectedBrowser)
  return inside(page)
    .filter(({ role }) => role === Ci.nsIAccessibleRole.ROLE_STATUSBAR)
    .map((status) => words(status).map(({ name }) => name).join(''))
})()`

/** The words of every status on the page. */
export const statusesHeard = (page: Page): Promise<readonly string[]> =>
  isFirefox(page.browser()) ? inFirefox(page.browser(), OF_FIREFOX) : inChromium(page)

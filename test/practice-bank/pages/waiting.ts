import { fixedMarkup } from '../html.ts'
import type { Screen } from './layout.ts'

const WAIT_MS = 1200

/**
 * A 処理中 screen: 処理が完了後、自動的に次画面が表示されます。
 * @param next path of the page that comes by itself
 */
export function waitingScreen(screen: Screen, next: `/${string}`): Screen {
  return {
    ...screen,
    script: fixedMarkup(`
function moveOn() {
  location.replace("${next}");
}
`),
    onload: `setTimeout('moveOn()', ${WAIT_MS})`,
  }
}

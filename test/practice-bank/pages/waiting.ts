import { fixedMarkup, type Html } from '../html.ts'
import { authorityScreen } from './layout.ts'

const WAIT_MS = 1200

export interface WaitingScreen {
  readonly name: string
  readonly body: Html
  /** Path of the page that comes by itself. */
  readonly next: `/${string}`
}

/** A 処理中 screen: 処理が完了後、自動的に次画面が表示されます。 */
export function waitingScreen({ name, body, next }: WaitingScreen): Html {
  return authorityScreen({
    name,
    body,
    script: fixedMarkup(`
function moveOn() {
  location.replace("${next}");
}
`),
    onload: `setTimeout('moveOn()', ${WAIT_MS})`,
  })
}

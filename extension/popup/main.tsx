import type { Intent } from '../../src/protocol/extension.ts'
import { ask, type Send } from '../ui/connection.ts'
import { askAnswer } from '../ui/kept-answer.ts'
import { loadTexts } from '../ui/load-texts.ts'
import { show } from '../ui/show.tsx'
import '../ui/style.css'
import { requestHost } from '../ui/permission.ts'
import { Popup } from './popup.tsx'

/** Firefox leaves the popup open, over the page that was asked for. */
const LEADS_AWAY: ReadonlySet<Intent['type']> = new Set(['open-certificates', 'open-options', 'show-bank'])

const send: Send = (intent) => {
  ask(intent)
    .then(() => LEADS_AWAY.has(intent.type) && window.close())
    .catch((error: unknown) => console.error('intent not taken', intent.type, error))
}

show('extName', loadTexts, (snapshot, texts) => (
  <Popup snapshot={snapshot} texts={texts} send={send} requestHost={requestHost} askAnswer={askAnswer} />
))
send({ type: 'popup-opened' })

import { send } from '../ui/connection.ts'
import { askAnswer } from '../ui/kept-answer.ts'
import { loadTexts } from '../ui/load-texts.ts'
import { show } from '../ui/show.tsx'
import '../ui/style.css'
import { requestHost } from '../ui/permission.ts'
import { Popup } from './popup.tsx'

show('extName', loadTexts, (snapshot, texts) => (
  <Popup snapshot={snapshot} texts={texts} send={send} requestHost={requestHost} askAnswer={askAnswer} />
))
send({ type: 'popup-opened' })

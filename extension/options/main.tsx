import { send } from '../ui/connection.ts'
import { requestHost } from '../ui/permission.ts'
import { show } from '../ui/show.tsx'
import '../ui/style.css'
import '../ui/tab-page.css'
import { loadAllTexts } from '../ui/load-all-texts.ts'
import { Options } from './options.tsx'

show('title_options', loadAllTexts, (snapshot, texts) => (
  <Options snapshot={snapshot} texts={texts} send={send} requestHost={requestHost} />
))
send({ type: 'options-opened' })

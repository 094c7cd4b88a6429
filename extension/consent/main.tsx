import { send } from '../ui/connection.ts'
import { askAnswer } from '../ui/kept-answer.ts'
import { loadAllTexts } from '../ui/load-all-texts.ts'
import { show } from '../ui/show.tsx'
import '../ui/style.css'
import { Consent } from './consent.tsx'

show('title_consent', loadAllTexts, (snapshot, texts) => (
  <Consent snapshot={snapshot} texts={texts} send={send} askAnswer={askAnswer} />
))

import { ask, send } from '../ui/connection.ts'
import { loadAllTexts } from '../ui/load-all-texts.ts'
import { show } from '../ui/show.tsx'
import '../ui/style.css'
import '../ui/fields.css'
import { PinWindow } from './pin-window.tsx'
import { askQuestion } from './question.ts'

let turn = 0

show('title_pin', loadAllTexts, (_, texts) => (
  <PinWindow turn={turn++} texts={texts} send={send} askQuestion={() => askQuestion(ask)} />
))

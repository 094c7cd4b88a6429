import english from '../../../extension/_locales/en/messages.json'
import japanese from '../../../extension/_locales/ja/messages.json'
import { textsOf } from '../../../extension/ui/texts.ts'

/** Both languages as the extension shows them. */
export const ja = textsOf('ja', japanese)
export const en = textsOf('en', english)

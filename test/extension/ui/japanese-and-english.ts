import english from '../../../extension/_locales/en/messages.json'
import japanese from '../../../extension/_locales/ja/messages.json'
import { sentencesOf } from '../../../extension/ui/sentences-of.ts'
import { textsOf } from '../../../extension/ui/texts.ts'

/** Both languages as the extension shows them. */
export const ja = textsOf('ja', sentencesOf(japanese))
export const en = textsOf('en', sentencesOf(english))

import { answerFile } from './answer-file.ts'
import type { Texts } from './texts.ts'

interface AnswerDownloadProps {
  /** Base64 of the raw bytes. */
  readonly answer: string
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
}

/** What the bank sent, for somebody whose computer cannot keep it. */
export const AnswerDownload = ({ answer, now, texts }: AnswerDownloadProps) => {
  const { name, url } = answerFile(answer, now)
  return (
    <section>
      <p>{texts('answer_file_sentence')}</p>
      <a class="button button-secondary" download={name} href={url}>
        {texts('answer_file_save')}
      </a>
    </section>
  )
}

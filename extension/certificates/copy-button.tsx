import { useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import type { MessageKey, Texts } from '../ui/texts.ts'

interface CopyButtonProps {
  readonly value: string
  /** What it is called. */
  readonly what: string
  readonly texts: Texts
}

/** Puts a text into the clipboard, and says so. */
export const CopyButton = ({ value, what, texts }: CopyButtonProps) => {
  const [came, setCame] = useState<MessageKey | null>(null)
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setCame('certificates_detail_copied'),
      () => setCame('certificates_detail_not_copied'),
    )
  }
  return (
    <span class="copy">
      <Button kind="text" press={copy}>
        {texts('certificates_detail_copy', { what })}
      </Button>
      <span role="status">{came && texts(came)}</span>
    </span>
  )
}

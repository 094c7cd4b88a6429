import type { Send } from './connection.ts'
import type { Texts } from './texts.ts'

/** Title of the page, and the other language. */
export const Header = ({ title, texts, send }: { title: string; texts: Texts; send: Send }) => {
  const other = texts.language === 'ja' ? 'en' : 'ja'
  return (
    <header class="header">
      <p class="header-title">{title}</p>
      <button type="button" class="link" lang={other} onClick={() => send({ type: 'language', language: other })}>
        {texts('other_language')}
      </button>
    </header>
  )
}

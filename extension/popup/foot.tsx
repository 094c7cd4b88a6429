import type { Send } from '../ui/connection.ts'
import type { Texts } from '../ui/texts.ts'

/** The way to the options page, quiet: nobody needs it for a renewal. */
export const Foot = ({ texts, send }: { texts: Texts; send: Send }) => (
  <footer class="foot">
    <button type="button" class="link" onClick={() => send({ type: 'open-options' })}>
      {texts('foot_options')}
    </button>
  </footer>
)

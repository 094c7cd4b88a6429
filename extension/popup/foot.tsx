import type { Send } from '../ui/connection.ts'
import type { Texts } from '../ui/texts.ts'

/** The ways to the other pages, quiet: nobody needs them for a renewal. */
export const Foot = ({ texts, send }: { texts: Texts; send: Send }) => (
  <footer class="foot">
    <button type="button" class="link" onClick={() => send({ type: 'open-certificates' })}>
      {texts('foot_certificates')}
    </button>
    <button type="button" class="link" onClick={() => send({ type: 'open-options' })}>
      {texts('foot_options')}
    </button>
  </footer>
)

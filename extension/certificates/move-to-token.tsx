import { commonName } from '../../src/certificate/certificate.ts'
import { storeOf, targetsOfMove } from '../../src/renewal/holdings.ts'
import { AskAgain } from '../ui/ask-again.tsx'
import { Button } from '../ui/button.tsx'
import { storeName } from '../ui/names.ts'
import type { MessageKey } from '../ui/texts.ts'
import type { HoldingProps } from './place-card.tsx'

/** Why it cannot be moved now; null: it can, or it lies where it should. */
const reasonOf = ({ holding: { certificate }, holdings, now }: HoldingProps): MessageKey | null => {
  const isOver = Date.parse(certificate.notAfter) < now
  if (storeOf(holdings, certificate)?.kind !== 'computer' || certificate.key === 'absent' || isOver) return null
  if (certificate.mayLeave === 'no') return 'certificates_cannot_leave'
  return holdings.stores.some(({ kind }) => kind === 'token') ? null : 'certificates_connect_token'
}

/** From the computer's store onto a token, where the key may leave; otherwise the way is a renewal. */
export const MoveToToken = (props: HoldingProps & { readonly about: string }) => {
  const { holding, holdings, blocked, about, texts, send } = props
  const { certificate } = holding
  const reason = reasonOf(props)
  if (reason) return <p class="quiet">{texts(reason)}</p>
  return targetsOfMove(holdings, certificate).map((store) => {
    const names = { token: storeName(store, texts), name: commonName(certificate.subject) }
    return (
      <AskAgain
        key={store.uri}
        button={(ask) => (
          <Button kind="secondary" about={about} blockedBy={blocked} press={ask}>
            {texts('certificates_move', { token: names.token })}
          </Button>
        )}
        question={texts('certificates_move_question', names)}
        answers={(keep) => (
          <>
            <Button
              kind="primary"
              blockedBy={blocked}
              press={() => {
                keep()
                send({ type: 'move-certificate', certificate: certificate.uri, store: store.uri })
              }}
            >
              {texts('certificates_move_yes')}
            </Button>
            <Button kind="secondary" press={keep}>
              {texts('consent_no')}
            </Button>
          </>
        )}
      />
    )
  })
}

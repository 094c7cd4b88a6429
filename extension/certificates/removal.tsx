import { commonName, serialNumberText } from '../../src/certificate/certificate.ts'
import { dayInJapan } from '../../src/certificate/validity.ts'
import { type Holding, isMarkedFirst, mayRemove } from '../../src/renewal/holdings.ts'
import { AskAgain } from '../ui/ask-again.tsx'
import { Button } from '../ui/button.tsx'
import { longDate } from '../ui/dates.ts'
import { useFocusOnChange } from '../ui/focus-on-change.ts'
import type { Texts } from '../ui/texts.ts'
import type { HoldingProps } from './place-card.tsx'

interface RemovalProps extends HoldingProps {
  /** Id of the certificate's name. */
  readonly about: string
  /** The first press has been made. */
  readonly isMarked: boolean
}

/** Which one, by serial number and dates, and what is gone then. */
const questionOf = ({ certificate, removal }: Holding, texts: Texts): string =>
  texts(removal === 'successor-unproven' ? 'certificates_remove_question_prove' : 'certificates_remove_question', {
    name: commonName(certificate.subject),
    serial: serialNumberText(certificate.serialNumber),
    from: longDate(dayInJapan(certificate.notBefore), texts),
    to: longDate(dayInJapan(certificate.notAfter), texts),
  })

/** Asked in place. */
const AskedOnce = ({ holding, blocked, about, texts, remove }: RemovalProps & { remove: () => void }) => (
  <AskAgain
    button={(ask) => (
      <Button kind="secondary" about={about} blockedBy={blocked} press={ask}>
        {texts('certificates_remove')}
      </Button>
    )}
    question={questionOf(holding, texts)}
    answers={(keep) => (
      <>
        <Button kind="secondary" press={keep}>
          {texts('certificates_remove_no')}
        </Button>
        <Button
          kind="secondary"
          blockedBy={blocked}
          press={() => {
            keep()
            remove()
          }}
        >
          {texts('certificates_remove')}
        </Button>
      </>
    )}
  />
)

/** On a token the first press can be taken back; only the second one deletes. */
const InTwoSteps = ({
  holding,
  blocked,
  about,
  isMarked,
  texts,
  send,
  remove,
}: RemovalProps & { remove: () => void }) => {
  const place = useFocusOnChange(isMarked)
  const { uri } = holding.certificate
  return (
    <div ref={place}>
      {isMarked ? (
        <div class="question">
          <p role="alert">{questionOf(holding, texts)}</p>
          <Button kind="secondary" about={about} press={() => send({ type: 'unmark-certificate', certificate: uri })}>
            {texts('certificates_unmark')}
          </Button>
          <Button kind="secondary" about={about} blockedBy={blocked} press={remove}>
            {texts('certificates_remove_for_good')}
          </Button>
        </div>
      ) : (
        <Button
          kind="secondary"
          about={about}
          blockedBy={blocked}
          press={() => send({ type: 'mark-certificate', certificate: uri })}
        >
          {texts('certificates_remove')}
        </Button>
      )}
    </div>
  )
}

/** Old ones can be deleted, the last one that is valid never. */
export const Removal = (props: RemovalProps) => {
  const { holding, holdings, texts, send } = props
  const { uri, sha256 } = holding.certificate
  if (!mayRemove(holding)) return <p class="quiet">{texts('certificates_needed')}</p>
  const remove = () => send({ type: 'remove-certificate', certificate: uri, sha256 })
  return isMarkedFirst(holdings, holding.certificate) ? (
    <InTwoSteps {...props} remove={remove} />
  ) : (
    <AskedOnce {...props} remove={remove} />
  )
}

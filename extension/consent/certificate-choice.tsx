import type { CertificateEntry, Store } from '../../src/protocol/schema.ts'
import { certificateName, storeName, untilExpiry } from '../ui/names.ts'
import { RadioCard } from '../ui/radio-card.tsx'
import type { Texts } from '../ui/texts.ts'

interface CertificateChoiceProps {
  readonly candidates: readonly CertificateEntry[]
  readonly stores: readonly Store[]
  readonly chosen: CertificateEntry | null
  readonly choose: (certificate: CertificateEntry) => void
  readonly texts: Texts
}

/** Several certificates fit the notice: the user says which one is renewed. */
export const CertificateChoice = ({ candidates, stores, chosen, choose, texts }: CertificateChoiceProps) => (
  <fieldset>
    <legend class="heading-small">{texts('consent_which_certificate')}</legend>
    {candidates.map((certificate) => {
      const store = stores.find(({ uri }) => uri === certificate.store)
      return (
        <RadioCard
          key={certificate.uri}
          name="certificate"
          label={certificateName(certificate)}
          chosen={chosen?.uri === certificate.uri}
          choose={() => choose(certificate)}
        >
          <span class="block">{untilExpiry(certificate, texts)}</span>
          {store && texts('consent_serial_on', { token: storeName(store, texts) })}
        </RadioCard>
      )
    })}
  </fieldset>
)

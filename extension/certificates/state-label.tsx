import type { CertificateState } from '../../src/status/certificate-state.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import type { MessageKey, Texts } from '../ui/texts.ts'

/** The state of a certificate: an icon and words, never a colour alone. */

const STATES: Record<CertificateState, readonly [icon: IconName, words: MessageKey]> = {
  expired: ['error', 'certificates_list_state_expired'],
  'last-day': ['error', 'certificates_list_state_last_day'],
  'ten-days': ['warning', 'certificates_list_state_ten_days'],
  renewable: ['todo', 'certificates_list_state_renewable'],
  'renewed-unproven': ['warning', 'certificates_list_state_renewed_unproven'],
  'without-key': ['warning', 'certificates_list_state_without_key'],
  valid: ['success', 'certificates_list_state_valid'],
  'not-yet-valid': ['info', 'certificates_list_state_not_yet_valid'],
  renewed: ['success', 'certificates_list_state_renewed'],
}

export const stateWords = (state: CertificateState, texts: Texts): string => texts(STATES[state][1])

export const StateLabel = ({ state, texts }: { state: CertificateState; texts: Texts }) => (
  <span class={`state state-${state}`}>
    <Icon name={STATES[state][0]} />
    <span>{stateWords(state, texts)}</span>
  </span>
)

/** Stands beside the state: a certificate that its CA has taken back is worth nothing, whatever its dates say. */
export const RevokedLabel = ({ texts }: { texts: Texts }) => (
  <span class="state state-expired">
    <Icon name="error" />
    <span>{texts('certificates_list_state_revoked')}</span>
  </span>
)

import type { ReportStore } from '../../src/status/report-store.ts'
import type { MessageKey } from '../ui/texts.ts'

/** The word for a kind of store where it stands alone. */
export const STORE_KINDS: Record<ReportStore['kind'], MessageKey> = {
  token: 'certificates_list_token',
  computer: 'certificates_list_computer',
}

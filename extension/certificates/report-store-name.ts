import type { ReportStore } from '../../src/status/report-store.ts'
import { storeName, whoLooksThere } from '../ui/names.ts'
import type { Texts } from '../ui/texts.ts'

/** What a store of another computer is called: which browser is whose is known on that computer alone. */
export const reportStoreName = ({ serialTail, ...store }: ReportStore, texts: Texts): string => {
  const named = { ...store, ownBrowser: false, serialNumber: serialTail }
  return store.kind === 'computer'
    ? texts('certificates_detail_store_elsewhere', { where: whoLooksThere(named, texts) })
    : storeName(named, texts)
}

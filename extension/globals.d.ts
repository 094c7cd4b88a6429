/// <reference types="@crxjs/vite-plugin/client" />
/// <reference types="vite/client" />
import type { BankProfile } from '../src/bank/profile.ts'
import type { GeneralReading } from '../src/notice/reading.ts'

declare global {
  /** The edition's banks with their origins, put in by the build. */
  const __BUILT_IN_BANKS__: readonly BankProfile[]
  /** Version of package.json, put in by the build. */
  const __VERSION__: string
  /** Left by the ask script in the isolated world of a page that the user asks about. */
  var koshinAsk: ((profiles: readonly BankProfile[]) => GeneralReading) | undefined
}

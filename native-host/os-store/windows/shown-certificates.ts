import { hexOf, sha256 } from '../../pkcs11/signature.ts'
import type { Run } from '../system-store.ts'
import { lookSchema, windowsAnswer } from './answers.ts'
import { powershell } from './powershell.ts'

/**
 * SHA-256 of the certificates that Windows shows, with their keys, in the current user's personal store, where browsers look:
 * those of a token are there where its maker's minidriver has put them. No key is opened.
 * @throws KoshinError computer-store-failed
 */
export const certificatesShownByWindows = async (run: Run): Promise<ReadonlySet<string>> => {
  const seen = await run(powershell({ operation: 'look', ofComputer: [], names: [] }))
  const { certificates } = windowsAnswer(seen, lookSchema)
  return new Set(certificates.filter(({ hasKey }) => hasKey).map(({ der }) => hexOf(sha256(der))))
}

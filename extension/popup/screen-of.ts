import type { CertificateEntry } from '../../src/protocol/schema.ts'
import type { Settings, Site, Snapshot } from '../../src/renewal/snapshot.ts'
import type { BankFace, Notice, Renewal } from '../../src/renewal/state.ts'
import { isWithBank } from '../../src/renewal/steps.ts'
import { isPressing } from './due.tsx'

type At<Place extends Renewal['at']> = Extract<Renewal, { at: Place }>

/** Which screen the popup draws, and from what. */
export type Screen =
  | { readonly name: 'opening' }
  | { readonly name: 'no-notice'; readonly bank: BankFace | null }
  | { readonly name: 'due' }
  | { readonly name: 'site'; readonly site: Extract<Site, { state: 'not-allowed' }> }
  | { readonly name: 'ready'; readonly notice: Notice }
  | { readonly name: 'renewed'; readonly notice: Notice; readonly certificate: CertificateEntry }
  | { readonly name: 'on-the-way'; readonly notice: Notice }
  | { readonly name: 'asking'; readonly notice: Notice }
  | { readonly name: 'working'; readonly renewal: At<'making'> | At<'installing'> }
  | { readonly name: 'requested'; readonly renewal: At<'requested'> }
  | { readonly name: 'done'; readonly renewal: At<'done'> }
  | { readonly name: 'failed'; readonly renewal: At<'failed'> }

/** There is something to ask the user about this site; what is due comes after it only then. */
const isToDecide = ({ claimedBy }: Extract<Site, { state: 'not-allowed' }>, { rules }: Settings): boolean =>
  claimedBy !== null || rules.mayAddBanks

/** A renewal in hand comes before the page that happens to be in front: it is what the user must not lose sight of. */
export const screenOf = (snapshot: Snapshot | null): Screen => {
  if (!snapshot) return { name: 'opening' }
  const { renewal, readiness, site, settings, due } = snapshot
  switch (renewal.at) {
    case 'none':
      if (site.state === 'not-allowed' && (isToDecide(site, settings) || !due.some(isPressing)))
        return { name: 'site', site }
      if (due.some(isPressing)) return { name: 'due' }
      return { name: 'no-notice', bank: site.state === 'allowed' ? site.bank : null }
    case 'noticed':
      if (renewal.started) return { name: 'on-the-way', notice: renewal.notice }
      if (readiness.state === 'known' && readiness.renewed)
        return { name: 'renewed', notice: renewal.notice, certificate: readiness.renewed }
      return { name: 'ready', notice: renewal.notice }
    case 'asking':
      return { name: 'asking', notice: renewal.notice }
    case 'requested':
      return isWithBank(renewal.notice)
        ? { name: 'requested', renewal }
        : { name: 'on-the-way', notice: renewal.notice }
    case 'making':
    case 'installing':
      return { name: 'working', renewal }
    case 'done':
      return { name: 'done', renewal }
    case 'failed':
      return { name: 'failed', renewal }
  }
}

import { acceptProfile, type Refusal } from '../../src/bank/accept-profile.ts'
import type { BankProfile } from '../../src/bank/profile.ts'
import { MAX_PROFILE_TEXT } from '../../src/protocol/extension.ts'
import { type FileFault, readTextFile } from '../ui/text-file.ts'

/** A UTF-16 unit of text takes at most three bytes of UTF-8: a longer file is no profile. */
const MAX_BYTES = MAX_PROFILE_TEXT * 3

/** A file that the user has picked, and what it turned out to be. */
export type Candidate =
  | { readonly state: 'good'; readonly text: string; readonly profile: BankProfile }
  | { readonly state: 'bad'; readonly name: string; readonly problems: readonly Refusal[] }
  | { readonly state: 'no-text'; readonly name: string; readonly fault: FileFault }
  | { readonly state: 'several' }

/** @param bundled ids that are taken */
export const candidateOf = async (files: readonly File[], bundled: ReadonlySet<string>): Promise<Candidate | null> => {
  const [file] = files
  if (!file) return null
  if (files.length > 1) return { state: 'several' }
  const read = await readTextFile(file, MAX_BYTES)
  if ('fault' in read) return { state: 'no-text', name: file.name, fault: read.fault }
  const accepted = acceptProfile(read.text, bundled)
  return accepted.ok
    ? { state: 'good', text: read.text, profile: accepted.profile }
    : { state: 'bad', name: file.name, problems: accepted.problems }
}

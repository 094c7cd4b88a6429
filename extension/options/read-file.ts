import { MAX_PROFILE_TEXT } from '../../src/protocol/extension.ts'

/** Why a file is no text that could be a profile. */
export type FileFault = 'too-large' | 'not-text' | 'unreadable'

export type FileText = { readonly text: string } | { readonly fault: FileFault }

/** A UTF-16 unit of text takes at most three bytes of UTF-8: a longer file is no profile, and is not even opened. */
const MAX_BYTES = MAX_PROFILE_TEXT * 3

export const readFile = async (file: Blob): Promise<FileText> => {
  if (file.size > MAX_BYTES) return { fault: 'too-large' }
  // A folder that was dropped, or a file that has gone meanwhile.
  const bytes = await file.arrayBuffer().catch(() => null)
  if (!bytes) return { fault: 'unreadable' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { fault: 'not-text' }
  }
}

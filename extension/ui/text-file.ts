/** A file that the user has picked, as text. */

/** Why a file is no text. */
export type FileFault = 'too-large' | 'not-text' | 'unreadable'

export type FileText = { readonly text: string } | { readonly fault: FileFault }

/** UTF-8, or UTF-16 where its mark says so: what `>` of Windows PowerShell writes. */
const encodingOf = (bytes: Uint8Array): string => {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)
  if (mark === 0xfffe) return 'utf-16le'
  return mark === 0xfeff ? 'utf-16be' : 'utf-8'
}

/** @param mostBytes a longer file is not even opened */
export const readTextFile = async (file: Blob, mostBytes: number): Promise<FileText> => {
  if (file.size > mostBytes) return { fault: 'too-large' }
  // A folder that was dropped, or a file that has gone meanwhile.
  const buffer = await file.arrayBuffer().catch(() => null)
  if (!buffer) return { fault: 'unreadable' }
  const bytes = new Uint8Array(buffer)
  try {
    return { text: new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes) }
  } catch {
    return { fault: 'not-text' }
  }
}

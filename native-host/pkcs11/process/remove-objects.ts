import { type Cryptoki, Fault, type Handle } from './cryptoki.ts'

/**
 * Removes what `found` finds. A token may say that it has removed what it has not: then nothing more is removed, and nobody is told
 * that it is gone.
 * @throws Fault token-failed: it is still there
 */
export const removeObjects = (cryptoki: Cryptoki, session: Handle, found: () => readonly Handle[]): void => {
  for (const handle of found()) cryptoki.destroy(session, handle)
  if (found().length > 0) throw new Fault('token-failed', 'C_DestroyObject went well, and the object is still there')
}

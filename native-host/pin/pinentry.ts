import { spawn } from 'node:child_process'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { Say } from '../sentences.ts'
import { AssuanClient, type Reply } from './assuan.ts'
import { type Dialog, finalTryDialog, pinDialog } from './dialog.ts'
import type { PinSource } from './source.ts'

/** The platform's dialog on Linux: GnuPG's pinentry, one process a question. */

/** The lower 16 bits of a code of libgpg-error. */
const GPG_ERR_TIMEOUT = 62
const GPG_ERR_CANCELED = 99
const GPG_ERR_NOT_CONFIRMED = 114
const GPG_ERR_FULLY_CANCELED = 198
const DECLINED = [GPG_ERR_TIMEOUT, GPG_ERR_CANCELED, GPG_ERR_NOT_CONFIRMED, GPG_ERR_FULLY_CANCELED]

const TIMEOUT_SECONDS = 300

/** Options that a pinentry does not know it refuses, and that is no harm. */
const OPTIONS = ['no-grab', 'lc-ctype=C.UTF-8', 'lc-messages=C.UTF-8']

const describe = async (client: AssuanClient, dialog: Dialog): Promise<void> => {
  for (const option of OPTIONS) await client.command('OPTION', option)
  await client.command('SETTIMEOUT', String(TIMEOUT_SECONDS))
  await client.command('SETTITLE', dialog.title)
  await client.command('SETDESC', dialog.description)
  await client.command('SETPROMPT', dialog.prompt)
  await client.command('SETOK', dialog.ok)
  await client.command('SETCANCEL', dialog.cancel)
  if (dialog.error !== null) await client.command('SETERROR', dialog.error)
}

/** Whether the user said yes. @throws KoshinError pin-unavailable: the dialog could not be shown */
const isAccepted = (reply: Reply): boolean => {
  if (reply.kind === 'ok') return true
  if (DECLINED.includes(reply.code & 0xffff)) return false
  throw new KoshinError('pin-unavailable', { detail: `pinentry ${reply.code & 0xffff}` })
}

const converse = async (
  program: string,
  dialog: Dialog,
  question: 'GETPIN' | 'CONFIRM',
  signal: AbortSignal,
): Promise<Reply> => {
  signal.throwIfAborted()
  const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'ignore'] })
  const end = () => child.kill('SIGKILL')
  signal.addEventListener('abort', end)
  try {
    // A program that cannot be started says so by an event; its streams then end.
    child.on('error', () => {})
    const client = new AssuanClient(child)
    await client.greeting()
    await describe(client, dialog)
    return await client.command(question)
  } catch {
    signal.throwIfAborted()
    throw new KoshinError('pin-unavailable', { detail: 'pinentry ended' })
  } finally {
    signal.removeEventListener('abort', end)
    end()
  }
}

/** @param program absolute path */
export const pinentry = (program: string, say: Say): PinSource => ({
  askPin: async (ask, signal) => {
    const reply = await converse(program, pinDialog(ask, say), 'GETPIN', signal)
    return isAccepted(reply) && reply.kind === 'ok' ? reply.data : null
  },
  // A dialog cannot be told to have "no" as its default. Whoever presses Enter here comes to the question for the PIN,
  // which says once more that it is the last; everything else than a clear yes is a no.
  confirmFinalTry: async (ask, signal) =>
    isAccepted(await converse(program, finalTryDialog(ask, say), 'CONFIRM', signal)),
})

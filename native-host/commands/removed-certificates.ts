import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { writeDurably } from '../journal/durable-file.ts'
import { placesHere } from '../places.ts'

/**
 * The certificates that have been removed, or were about to be: they are public, and a bank may ask for a serial number later.
 * Their keys are kept nowhere.
 */

const fileOf = (sha256: string): string => join(placesHere().state, 'removed', `${sha256}.der`)

/** To be called before anything is removed. @param sha256 of the certificate, lower-case hexadecimal */
export const keepRemoved = (sha256: string, der: Uint8Array): void => writeDurably(fileOf(sha256), der)

/** Whether its removal has begun, so that without its key it may be what an interrupted removal has left. */
export const isKeptRemoved = (sha256: string): boolean => existsSync(fileOf(sha256))

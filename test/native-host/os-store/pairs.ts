import { execFileSync } from 'node:child_process'
import { createPublicKey, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newKeyPair } from '../../new-key.ts'

/** Real keys and certificates for the models of stores. */

export const OWN_ID = Buffer.concat([Buffer.from('koshin'), Buffer.from('0102030405060708090a0b0c0d0e', 'hex')])
export const OTHER_ID = Buffer.concat([Buffer.from('koshin'), Buffer.from('ff02030405060708090a0b0c0d0e', 'hex')])

export const newKey = (kind: 'rsa' | 'P-256' | 'P-384', bits = 2048): KeyObject => newKeyPair(kind, bits).privateKey

export const spkiOf = (key: KeyObject): Buffer =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' })

export const pkcs8Of = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'pkcs8' })

/** @returns DER; each call another serial number */
export const certificateFor = (key: KeyObject, name = 'test'): Buffer => {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-pair-'))
  try {
    const file = join(folder, 'key.pem')
    writeFileSync(file, key.export({ format: 'pem', type: 'pkcs8' }))
    const args = ['req', '-x509', '-key', file, '-sha256', '-days', '30', '-utf8', '-outform', 'DER']
    return execFileSync('openssl', [...args, '-subj', `/C=JP/O=Test Bank/CN=${name}`], { stdio: 'pipe' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

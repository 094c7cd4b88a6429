import { describe, expect, it } from 'vitest'
import { choiceOf, type Picked } from '../../../extension/consent/choice.ts'
import { certificate, known, secondToken, token } from '../../screens/snapshots.ts'

const nothing: Picked = { store: null, follows: null, sure: false }
const other = certificate({ uri: 'pkcs11:id=%02;type=cert' })

describe('what is consented to', () => {
  it('is what is clear by itself', () => {
    expect(choiceOf(known(), nothing, 'rsa-2048')).toEqual({ store: token(), follows: certificate(), missing: null })
  })

  it('is not guessed where several certificates fit', () => {
    const readiness = known({ follows: null, candidates: [certificate(), other] })
    expect(choiceOf(readiness, nothing, 'rsa-2048').missing).toBe('consent_choose_certificate')
  })

  it('is not guessed where several tokens are connected', () => {
    const readiness = known({ stores: [token(), secondToken], store: null })
    expect(choiceOf(readiness, nothing, 'rsa-2048').missing).toBe('consent_choose_store')
  })

  it('is what the user picks, even against what seemed clear', () => {
    const readiness = known({ stores: [token(), secondToken], candidates: [certificate(), other] })
    const picked = { store: secondToken.uri, follows: other.uri, sure: false }
    expect(choiceOf(readiness, picked, 'rsa-2048')).toEqual({ store: secondToken, follows: other, missing: null })
  })

  it('is open again when the token that was picked has gone', () => {
    const picked = { ...nothing, store: secondToken.uri }
    expect(choiceOf(known(), picked, 'rsa-2048').missing).toBe('consent_choose_store')
  })

  it('is never a token that cannot be used', () => {
    const readiness = known({ stores: [token({ writable: false }), secondToken] })
    expect(choiceOf(readiness, nothing, 'rsa-2048').store).toBeNull()
  })

  it('needs a second yes on the last try of the PIN', () => {
    const readiness = known({ stores: [token({}, { tries: 'final' })] })
    expect(choiceOf(readiness, nothing, 'rsa-2048').missing).toBe('consent_say_sure')
    expect(choiceOf(readiness, { ...nothing, sure: true }, 'rsa-2048').missing).toBeNull()
  })
})

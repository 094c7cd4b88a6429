import { describe, expect, it } from 'vitest'
import { choiceOf, type Picked } from '../../../extension/consent/choice.ts'
import { certificate, known, secondToken, token } from '../../screens/snapshots.ts'
import { computer } from '../../screens/things.ts'

const WANTED = { algorithm: 'rsa-2048', store: null } as const
const nothing: Picked = { store: null, follows: null, sure: false }
const other = certificate({ uri: 'pkcs11:id=%02;type=cert' })

describe('what is consented to', () => {
  it('is what is clear by itself', () => {
    expect(choiceOf(known(), nothing, WANTED)).toEqual({ store: token(), follows: certificate(), missing: null })
  })

  it('is not guessed where several certificates fit', () => {
    const readiness = known({ follows: null, candidates: [certificate(), other] })
    expect(choiceOf(readiness, nothing, WANTED).missing).toBe('consent_choose_certificate')
  })

  it('is not guessed where several tokens are connected', () => {
    const readiness = known({ stores: [token(), secondToken], store: null })
    expect(choiceOf(readiness, nothing, WANTED).missing).toBe('consent_choose_store')
  })

  it('is what the user picks, even against what seemed clear', () => {
    const readiness = known({ stores: [token(), secondToken], candidates: [certificate(), other] })
    const picked = { store: secondToken.uri, follows: other.uri, sure: false }
    expect(choiceOf(readiness, picked, WANTED)).toEqual({ store: secondToken, follows: other, missing: null })
  })

  it("is this browser's own store where the bank's button says the computer, until the user picks the token", () => {
    const readiness = known({ stores: [token(), computer()], store: computer().uri })
    const wanted = { algorithm: 'rsa-2048', store: 'computer' } as const
    expect(choiceOf(readiness, nothing, wanted).store).toEqual(computer())
    expect(choiceOf(readiness, { ...nothing, store: token().uri }, wanted).store).toEqual(token())
  })

  it('is never the token by itself where the button says the computer and there is no place there', () => {
    expect(choiceOf(known({ store: null }), nothing, { algorithm: 'rsa-2048', store: 'computer' }).missing).toBe(
      'consent_choose_store',
    )
  })

  it('is open again when the token that was picked has gone', () => {
    const picked = { ...nothing, store: secondToken.uri }
    expect(choiceOf(known(), picked, WANTED).missing).toBe('consent_choose_store')
  })

  it('is never a token that cannot be used', () => {
    const readiness = known({ stores: [token({ writable: false }), secondToken] })
    expect(choiceOf(readiness, nothing, WANTED).store).toBeNull()
  })

  it('needs a second yes on the last try of the PIN', () => {
    const readiness = known({ stores: [token({}, { tries: 'final' })] })
    expect(choiceOf(readiness, nothing, WANTED).missing).toBe('consent_say_sure')
    expect(choiceOf(readiness, { ...nothing, sure: true }, WANTED).missing).toBeNull()
  })
})

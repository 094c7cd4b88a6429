import type { PinQuestion } from '../../src/protocol/host.ts'

/** Tokens count bytes (`CK_TOKEN_INFO.ulMinPinLen`); a PIN of the wrong length is not sent, so that no try is lost. */
export const fitsLength = (pin: string, { minLength, maxLength }: PinQuestion): boolean => {
  const bytes = new TextEncoder().encode(pin).length
  return bytes > 0 && bytes >= minLength && bytes <= maxLength
}

import { expect, it } from 'vitest'
import { hasEnding } from '../../../extension/ui/dropped-files.ts'

it('a file belongs to a place by its ending, in capitals too, and by that alone', () => {
  const accept = '.json,application/json'
  expect(['a.json', 'KEIRI.JSON'].every((name) => hasEnding(name, accept))).toBe(true)
  // What koshin status writes before it renames it; what a browser calls a second download is one still.
  expect(hasEnding('.KEIRI.json.4711.tmp', accept)).toBe(false)
  expect(hasEnding('application/json', accept)).toBe(false)
  expect(hasEnding('KEIRI (1).json', accept)).toBe(true)
})

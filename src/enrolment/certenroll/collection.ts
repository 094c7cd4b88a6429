import { computed, type Member, method, required } from '../com/class.ts'
import type { Instance } from '../com/instance.ts'
import { LONG, objectOf } from '../com/types.ts'
import { HRESULT } from '../hresult.ts'
import { fail } from '../hresult-error.ts'

/** The members that every collection of CertEnroll has. Indices begin at 0. */
export const collectionOf = (...classNames: readonly string[]): Readonly<Record<string, Member>> => ({
  Count: computed((self) => self.items.length),
  ItemByIndex: method([required(LONG)], itemAt),
  Add: method([required(objectOf(...classNames))], (self, item) => {
    self.items.push(item)
    return undefined
  }),
  Remove: method([required(LONG)], (self, index) => {
    itemAt(self, index)
    self.items.splice(index, 1)
    return undefined
  }),
  Clear: method([], (self) => {
    self.items.length = 0
    return undefined
  }),
})

/** Microsoft names no HRESULT for an index that is out of range; pages test only that it fails. */
const itemAt = (self: Instance, index: number): Instance => self.items[index] ?? fail(HRESULT.E_INVALIDARG)

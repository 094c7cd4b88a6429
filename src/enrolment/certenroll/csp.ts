import { comClass, computed, method, NOT_FILLED_IN, required } from '../com/class.ts'
import { type ComValue, type Instance, instantiate, storedNumber, storedObject, storedText } from '../com/instance.ts'
import { BOOL, BSTR, LONG, objectOf } from '../com/types.ts'
import { HRESULT } from '../hresult.ts'
import { fail } from '../hresult-error.ts'
import { collectionOf } from './collection.ts'
import { PROVIDERS, type Provider, RSA_LENGTH, RSA_OID } from './csp-snapshot.ts'
import { objectId } from './object-id.ts'

/** ICspInformation: one of the snapshot's providers, known by its name. */
export const CCspInformation = comClass('CCspInformation', {
  InitializeFromName: method([required(BSTR)], (self, name) =>
    choose(self, (provider) => sameText(provider.name, name)),
  ),
  InitializeFromType: method([required(LONG), required(objectOf('CObjectId')), required(BOOL)], (self, type) =>
    choose(self, (provider) => provider.type === type),
  ),
  Name: computed((self) => providerOf(self).name),
  Type: computed((self) => providerOf(self).type),
  LegacyCsp: computed((self) => providerOf(self).type !== 0),
  IsHardwareDevice: computed((self) => providerOf(self).isSmartCard),
  IsRemovable: computed((self) => providerOf(self).isSmartCard),
  IsSmartCard: computed((self) => providerOf(self).isSmartCard),
  IsSoftwareDevice: computed((self) => !providerOf(self).isSmartCard),
  Valid: computed((self) => self.values.has('provider')),
  CspAlgorithms: computed((self) => listOf(self, 'CCspAlgorithms', algorithmsOf(self))),
  GetCspStatusFromOperations: NOT_FILLED_IN.method,
})

/** ICspInformations */
export const CCspInformations = comClass('CCspInformations', {
  ...collectionOf('CCspInformation'),
  AddAvailableCsps: method([], (self) => {
    for (const { name } of PROVIDERS) self.items.push(made(self, 'CCspInformation', { provider: name }))
    return undefined
  }),
  ItemByName: method([required(BSTR)], itemByName),
  GetCspStatusFromProviderName: method([required(BSTR), required(LONG)], (self, name) =>
    firstStatus(self, itemByName(self, name)),
  ),
  GetCspStatusesFromOperations: method([required(LONG), required(objectOf('CCspInformation'))], (self, bits, csp) =>
    listOf(self, 'CCspStatuses', statusesOf(self, csp, bits)),
  ),
})

/** ICspAlgorithm: of a length that a token can make. */
export const CCspAlgorithm = comClass('CCspAlgorithm', {
  Name: computed((self) => storedText(self, 'name')),
  LongName: computed((self) => storedText(self, 'name')),
  Type: computed((self) => storedNumber(self, 'type')),
  Valid: computed(() => true),
  MinLength: computed(() => RSA_LENGTH.minimum),
  MaxLength: computed(() => RSA_LENGTH.maximum),
  DefaultLength: computed(() => RSA_LENGTH.default),
  IncrementLength: computed(() => RSA_LENGTH.increment),
  GetAlgorithmOid: method([required(LONG), required(LONG)], (self) => objectId(self.world, RSA_OID)),
})
export const CCspAlgorithms = comClass('CCspAlgorithms', collectionOf('CCspAlgorithm'))

/** ICspStatus: a provider with one of its algorithms. */
export const CCspStatus = comClass('CCspStatus', {
  CspInformation: computed((self) => storedObject(self, 'csp') ?? fail(HRESULT.OLE_E_BLANK)),
  CspAlgorithm: computed((self) => storedObject(self, 'algorithm') ?? fail(HRESULT.OLE_E_BLANK)),
  DisplayName: computed((self) => {
    const csp = storedObject(self, 'csp') ?? fail(HRESULT.OLE_E_BLANK)
    return providerOf(csp).name
  }),
})
export const CCspStatuses = comClass('CCspStatuses', collectionOf('CCspStatus'))

const sameText = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const choose = (self: Instance, fits: (provider: Provider) => boolean): undefined => {
  if (self.values.has('provider')) fail(HRESULT.ERROR_ALREADY_INITIALIZED)
  const chosen = PROVIDERS.filter(fits)[0] ?? fail(HRESULT.ERROR_NOT_FOUND)
  self.values.set('provider', chosen.name)
}

const providerOf = (self: Instance): Provider =>
  PROVIDERS.filter(({ name }) => name === storedText(self, 'provider'))[0] ?? fail(HRESULT.OLE_E_BLANK)

const made = (self: Instance, className: string, values: Readonly<Record<string, ComValue>>): Instance => {
  const instance = instantiate(self.world, className)
  for (const name of Object.keys(values)) instance.values.set(name, values[name])
  return instance
}

const listOf = (self: Instance, className: string, items: readonly Instance[]): Instance => {
  const list = instantiate(self.world, className)
  list.items.push(...items)
  return list
}

const algorithmsOf = (csp: Instance): Instance[] =>
  providerOf(csp).algorithms.map(({ name, type }) => made(csp, 'CCspAlgorithm', { name, type }))

/** @param bits AlgorithmOperationFlags: bit 0 stands for AlgorithmType 1, and so on */
const statusesOf = (self: Instance, csp: Instance, bits: number): Instance[] =>
  algorithmsOf(csp)
    .filter((algorithm) => (bits & (1 << (storedNumber(algorithm, 'type') - 1))) !== 0)
    .map((algorithm) => made(self, 'CCspStatus', { csp, algorithm }))

const firstStatus = (self: Instance, csp: Instance): Instance =>
  made(self, 'CCspStatus', { csp, algorithm: algorithmsOf(csp)[0] })

function itemByName(self: Instance, name: string): Instance {
  return self.items.filter((item) => sameText(providerOf(item).name, name))[0] ?? fail(HRESULT.ERROR_NOT_FOUND)
}

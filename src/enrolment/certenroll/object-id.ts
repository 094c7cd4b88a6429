import { comClass, computed, method, required, stored } from '../com/class.ts'
import { type Instance, instantiate, storedText, type World } from '../com/instance.ts'
import { BSTR, LONG } from '../com/types.ts'
import { HRESULT } from '../hresult.ts'
import { fail } from '../hresult-error.ts'
import { collectionOf } from './collection.ts'
import { OBJECT_ID_NAMES, type ObjectIdName } from './object-id-names.ts'

const OID = /^[0-2](?:\.(?:0|[1-9]\d*))+$/

/** IObjectId. Initialised once, as in Windows. */
export const CObjectId = comClass('CObjectId', {
  InitializeFromValue: method([required(BSTR)], initialize),
  InitializeFromName: method([required(LONG)], (self, number) =>
    initialize(self, known((name) => name.number === number)?.oid ?? fail(HRESULT.E_INVALIDARG)),
  ),
  InitializeFromAlgorithmName: method(
    [required(LONG), required(LONG), required(LONG), required(BSTR)],
    (self, _groupId, _keyFlags, _algorithmFlags, name) => initialize(self, oidOfAlgorithm(name)),
  ),
  Value: computed(oidOf),
  Name: computed((self) => knownOid(oidOf(self))?.number ?? 0),
  FriendlyName: stored(BSTR, ''),
})

/** IObjectIds */
export const CObjectIds = comClass('CObjectIds', collectionOf('CObjectId'))

/** @throws HResultError OLE_E_BLANK where it has not been initialised */
function oidOf(self: Instance): string {
  return self.values.has('oid') ? storedText(self, 'oid') : fail(HRESULT.OLE_E_BLANK)
}

/** An initialised IObjectId. */
export const objectId = (world: World, oid: string): Instance => {
  const instance = instantiate(world, 'CObjectId')
  initialize(instance, oid)
  return instance
}

function initialize(self: Instance, oid: string): undefined {
  if (self.values.has('oid')) fail(HRESULT.ERROR_ALREADY_INITIALIZED)
  if (!OID.test(oid)) fail(HRESULT.E_INVALIDARG)
  self.values.set('oid', oid)
  const name = knownOid(oid)
  if (name !== undefined && !self.values.has('FriendlyName')) self.values.set('FriendlyName', name.name)
}

const known = (fits: (name: ObjectIdName) => boolean): ObjectIdName | undefined => OBJECT_ID_NAMES.filter(fits)[0]
const knownOid = (oid: string): ObjectIdName | undefined => known((name) => name.oid === oid)

const oidOfAlgorithm = (name: string): string => {
  if (OID.test(name)) return name
  const wanted = name.toLowerCase()
  return known((candidate) => candidate.name.toLowerCase() === wanted)?.oid ?? fail(HRESULT.CRYPT_E_UNKNOWN_ALGO)
}

import { hostname } from 'node:os'
import * as v from 'valibot'
import type { HostResult } from '../../src/protocol/host.ts'
import { type Store, storeSchema } from '../../src/protocol/schema.ts'
import { log } from '../log.ts'
import { withDrivers } from '../pkcs11/drivers.ts'
import { storeOf } from '../pkcs11/token-facts.ts'
import type { HostContext } from './context.ts'

/** A token whose texts do not fit the protocol is not shown, rather than spoiling the list. */
const fitting = (store: Store): Store[] => {
  const result = v.safeParse(storeSchema, store)
  if (!result.success) log('token does not fit the protocol', { module: store.module })
  return result.success ? [result.output] : []
}

/** Every token that is plugged in, and what became of every driver. */
export const storeList = (_: unknown, { storeSources }: HostContext): Promise<HostResult<'store.list'>> =>
  withDrivers(storeSources(), async ({ tokens, reports }) => ({
    computer: hostname(),
    stores: tokens.flatMap(({ token, driver }) => fitting(storeOf(token, driver.name, driver.ownBrowser))),
    modules: [...reports],
  }))

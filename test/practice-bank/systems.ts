import type { System, SystemName } from './system.ts'
import { keiyakuHojin } from './systems/keiyaku-hojin/system.ts'
import { shinkinHojinIb, shinkinHojinWeb } from './systems/shinkin/system.ts'
import { shinkinHojinIbOlder } from './systems/shinkin-older/system.ts'

export const SYSTEMS: readonly System[] = [shinkinHojinIb, shinkinHojinWeb, keiyakuHojin, shinkinHojinIbOlder]

export function systemOf(name: SystemName): System {
  const system = SYSTEMS.find((one) => one.name === name)
  if (system === undefined) throw new Error(`The practice bank has no ${name}`)
  return system
}

/** @param host of the Host header, with a port or without; a host that is no bank's gets the first bank's screens */
export function systemAt(host: string): System {
  const [name] = host.split(':')
  return SYSTEMS.find((one) => one.host === name) ?? shinkinHojinIb
}

import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { createContext, Script } from 'node:vm'
import { SCRIPT } from '../../../native-host/os-store/macos/script.ts'
import type { RunCommand, SystemCommand, SystemOutput } from '../../../native-host/os-store/system-command.ts'
import { newKey, spkiOf } from './pairs.ts'

/**
 * Koshin's script for osascript, run for real, over as much of the bridge and of the Security framework as it uses; and security(1).
 * After Apple's documentation of SecItem, SecKey and JavaScript for Automation (transcripts/README.md). A model, not macOS.
 */

interface Item {
  readonly key: KeyObject
  readonly tag: Buffer | null
  readonly extractable: boolean
}

const NOT_FOUND = -25300
const DUPLICATE = -25299
const NOT_EXTRACTABLE = -2147415792

/** What the bridge hands around: a reference to a Core Foundation object must be cast before it is an object. */
class CfReference {
  constructor(readonly object: unknown) {}
}
class Nil {
  isNil = () => true
}
class NsText {
  constructor(readonly js: string) {}
  isNil = () => false
}
class NsData {
  constructor(readonly bytes: Buffer) {}
  isNil = () => false
  base64EncodedStringWithOptions = () => new NsText(this.bytes.toString('base64'))
}
class NsNumber {
  constructor(readonly js: number | boolean) {}
  isNil = () => false
}
class NsArray {
  constructor(readonly items: readonly unknown[]) {}
  get count() {
    return this.items.length
  }
  isNil = () => false
  objectAtIndex = (at: number) => this.items[at]
}
class NsDictionary {
  readonly entries = new Map<unknown, unknown>()
  isNil = () => false
  setObjectForKey = (value: unknown, key: unknown) => {
    if (value instanceof CfReference || key instanceof CfReference) throw new TypeError('not an object')
    this.entries.set(key, value)
  }
  objectForKey = (key: unknown) => this.entries.get(key) ?? new Nil()
}
const NS_DATA = {
  alloc: { initWithBase64EncodedStringOptions: (text: NsText) => new NsData(Buffer.from(text.js, 'base64')) },
}

type Box = unknown[]

/** The SHA-1 of the public key as it stands in a certificate. */
const labelOf = (key: KeyObject): Buffer =>
  createHash('sha1')
    .update(outside(createPublicKey(key)))
    .digest()

/** As SecKeyCopyExternalRepresentation writes it. */
const outside = (key: KeyObject): Buffer => {
  if (key.asymmetricKeyType === 'rsa') return key.export({ format: 'der', type: 'pkcs1' })
  const { x = '', y = '', d = '' } = key.export({ format: 'jwk' })
  return Buffer.concat([Buffer.of(4), ...[x, y, d].map((part) => Buffer.from(part, 'base64url'))])
}

const HASH: Readonly<Record<string, string>> = {
  kSecKeyAlgorithmRSASignatureMessagePKCS1v15SHA256: 'sha256',
  kSecKeyAlgorithmECDSASignatureMessageX962SHA256: 'sha256',
  kSecKeyAlgorithmECDSASignatureMessageX962SHA384: 'sha384',
}

export class MacosModel {
  items: Item[] = []
  certificates: Buffer[] = []
  /** Whether the attributes of a key say if it may leave. */
  saysExtractable = true
  readonly commands: SystemCommand[] = []

  bring(key: KeyObject, der: Buffer, extractable: boolean): void {
    if (!this.holds(key)) this.items.push({ key, tag: null, extractable })
    this.certificates.push(der)
  }

  holds(key: KeyObject): boolean {
    return this.items.some((item) => spkiOf(item.key).equals(spkiOf(key)))
  }

  readonly run: RunCommand = async (command) => {
    this.commands.push({ ...command, stdin: Uint8Array.from(command.stdin) })
    if (command.program === '/usr/bin/security') return this.#security(command)
    if (command.program !== '/usr/bin/osascript' || command.args.at(-1) !== SCRIPT) throw new Error('another program')
    return { exitCode: 0, stdout: Buffer.from(`${this.#script(Buffer.from(command.stdin))}\n`) }
  }

  #security({ args, file }: SystemCommand): SystemOutput {
    const done = { exitCode: 0, stdout: Buffer.alloc(0) }
    const sha1 = (der: Buffer) => createHash('sha1').update(der).digest('hex').toUpperCase()
    if (args[0] === 'add-certificates' && file !== undefined) {
      if (this.certificates.some((der) => der.equals(file))) return { ...done, exitCode: 1 }
      this.certificates.push(Buffer.from(file))
      return done
    }
    if (args[0] === 'delete-certificate') {
      const left = this.certificates.filter((der) => sha1(der) !== args[2])
      if (left.length === this.certificates.length) return { ...done, exitCode: 44 }
      this.certificates = left
      return done
    }
    const pem = (der: Buffer) =>
      `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
    return { exitCode: 0, stdout: Buffer.from(this.certificates.map(pem).join('')) }
  }

  #script(stdin: Buffer): string {
    const ObjC = {
      import: () => {},
      unwrap: (value: { js: unknown }) => value.js,
      castRefToObject: (value: unknown) => {
        if (!(value instanceof CfReference)) throw new TypeError('not a reference')
        return value.object
      },
    }
    const context = createContext({ ObjC, $: this.#bridge(stdin), Ref: (): Box => [undefined] })
    return String(new Script(`${SCRIPT}\nrun()`).runInContext(context))
  }

  #bridge(stdin: Buffer): unknown {
    const names: Readonly<Record<string, unknown>> = {
      NSNumber: {
        numberWithBool: (value: boolean) => new NsNumber(value),
        numberWithInt: (value: number) => new NsNumber(value),
      },
      NSMutableDictionary: {
        alloc: {
          get init() {
            return new NsDictionary()
          },
        },
      },
      NSData: NS_DATA,
      NSString: { alloc: { initWithDataEncoding: (data: NsData) => new NsText(data.bytes.toString('utf8')) } },
      NSArray: { arrayWithObject: (one: unknown) => new NsArray([one]) },
      NSFileHandle: { fileHandleWithStandardInput: { readDataToEndOfFile: new NsData(stdin) } },
      NSUTF8StringEncoding: 4,
      SecKeychainOpen: (path: string, box: Box) => {
        box[0] = new CfReference({ path, isNil: () => false })
        return path.endsWith('/Library/Keychains/login.keychain-db') ? 0 : NOT_FOUND
      },
      SecItemCopyMatching: (query: NsDictionary, box: Box) => this.#copyMatching(query, box),
      SecItemDelete: (query: NsDictionary) => this.#delete(query),
      SecKeyCreateRandomKey: (query: NsDictionary) => this.#create(query),
      SecKeyCopyPublicKey: (item: Item) => ({ key: createPublicKey(item.key), extractable: true }),
      SecKeyCopyExternalRepresentation: (item: Item, failure: Box) => {
        if (item.extractable) return new CfReference(new NsData(outside(item.key)))
        failure[0] = new CfReference({ code: NOT_EXTRACTABLE })
        return undefined
      },
      SecKeyCreateSignature: ({ key }: Item, algorithm: CfReference, data: NsData) =>
        new CfReference(new NsData(sign(HASH[String(algorithm.object)], data.bytes, key))),
    }
    return new Proxy((text: string) => new NsText(text), {
      get: (_, name) => {
        const known = names[String(name)]
        if (known === undefined && !String(name).startsWith('kSec')) throw new TypeError(`no ${String(name)} here`)
        return known ?? new CfReference(String(name))
      },
    })
  }

  #matching(query: NsDictionary): Item[] {
    const wanted = (name: string) => (query.entries.get(name) as NsData | undefined)?.bytes
    const [tag, label] = [wanted('kSecAttrApplicationTag'), wanted('kSecAttrApplicationLabel')]
    return this.items.filter(
      (item) =>
        (tag === undefined || item.tag?.equals(tag)) && (label === undefined || labelOf(item.key).equals(label)),
    )
  }

  #copyMatching(query: NsDictionary, box: Box): number {
    if (query.entries.get('kSecClass') !== 'kSecClassKey') throw new Error('only keys are looked for')
    const found = this.#matching(query)
    if (found.length === 0) return NOT_FOUND
    box[0] = new CfReference(new NsArray(found.map((item) => this.#attributes(item))))
    return 0
  }

  #attributes(item: Item): NsDictionary {
    const attributes = new NsDictionary()
    attributes.setObjectForKey(new NsData(labelOf(item.key)), 'kSecAttrApplicationLabel')
    attributes.setObjectForKey(item, 'kSecValueRef')
    const tag = item.tag === null ? new NsText('another program') : new NsData(item.tag)
    attributes.setObjectForKey(tag, 'kSecAttrApplicationTag')
    if (this.saysExtractable) attributes.setObjectForKey(new NsNumber(item.extractable), 'kSecAttrIsExtractable')
    return attributes
  }

  #create(query: NsDictionary): CfReference {
    const secret = query.entries.get('kSecPrivateKeyAttrs') as NsDictionary
    const value = (name: string) => (secret.entries.get(name) as NsNumber).js
    const bits = (query.entries.get('kSecAttrKeySizeInBits') as NsNumber).js
    const isRsa = query.entries.get('kSecAttrKeyType') === 'kSecAttrKeyTypeRSA'
    const key = isRsa ? newKey('rsa', Number(bits)) : newKey(bits === 256 ? 'P-256' : 'P-384')
    const tag = (secret.entries.get('kSecAttrApplicationTag') as NsData).bytes
    const item = { key, tag, extractable: Boolean(value('kSecAttrIsExtractable')) }
    if (value('kSecAttrIsPermanent') === true) this.items.push(item)
    return new CfReference({ ...item, isNil: () => false })
  }

  #delete(query: NsDictionary): number {
    const found = this.#matching(query)
    if (found.length === this.items.length && query.entries.get('kSecAttrApplicationLabel') === undefined)
      return DUPLICATE
    this.items = this.items.filter((item) => !found.includes(item))
    return found.length === 0 ? NOT_FOUND : 0
  }
}

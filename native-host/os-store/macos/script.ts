/**
 * What `osascript -l JavaScript` is told to do: one constant text, whatever the request. It has the Security framework do what
 * the `security` tool cannot: make a key that may not leave, find it by its tag, sign with it. It reads a line of JSON and
 * answers with one; keys are named by their application label (the SHA-1 of the public key), which every key has.
 */
export const SCRIPT = String.raw`
ObjC.import('Foundation')
ObjC.import('Security')
const NOT_FOUND = -25300
const DUPLICATE = -25299
/* Core Foundation objects come as references on some versions, as objects on others. */
const object = (value) => { try { return ObjC.castRefToObject(value) } catch (error) { return value } }
const isNothing = (value) => value === undefined || value === null || (typeof value.isNil === 'function' && value.isNil())
const stop = (status) => { throw { status: Number(status) } }
const yes = $.NSNumber.numberWithBool(true)
const no = $.NSNumber.numberWithBool(false)
const dictionary = (entries) => {
  const made = $.NSMutableDictionary.alloc.init
  for (const [key, value] of entries) made.setObjectForKey(object(value), object(key))
  return made
}
const data = (base64) => $.NSData.alloc.initWithBase64EncodedStringOptions($(base64), 0)
const base64 = (bytes) => ObjC.unwrap(bytes.base64EncodedStringWithOptions(0))
const textOf = (bytes) => ObjC.unwrap($.NSString.alloc.initWithDataEncoding(bytes, $.NSUTF8StringEncoding))
const resultOf = (make) => {
  const failure = Ref()
  const made = object(make(failure))
  if (isNothing(made)) stop(isNothing(failure[0]) ? 0 : object(failure[0]).code)
  return made
}
const openKeychain = (path) => {
  const opened = Ref()
  const status = $.SecKeychainOpen(path, opened)
  if (status !== 0) stop(status)
  return object(opened[0])
}
const allKeys = (keychain, more) => {
  const found = Ref()
  const status = $.SecItemCopyMatching(dictionary([
    [$.kSecClass, $.kSecClassKey], [$.kSecAttrKeyClass, $.kSecAttrKeyClassPrivate],
    [$.kSecMatchSearchList, $.NSArray.arrayWithObject(keychain)], [$.kSecMatchLimit, $.kSecMatchLimitAll],
    [$.kSecReturnAttributes, yes], [$.kSecReturnRef, yes], ...more,
  ]), found)
  if (status === NOT_FOUND) return []
  if (status !== 0) stop(status)
  const list = object(found[0])
  return Array.from({ length: Number(list.count) }, (_, at) => list.objectAtIndex(at))
}
const attribute = (item, name) => {
  const value = item.objectForKey(object(name))
  return isNothing(value) ? null : value
}
/* Other programs keep texts in a tag, too. */
const bytesOf = (value) => { try { return base64(value) } catch (error) { return null } }
const reference = (item) => item.objectForKey(object($.kSecValueRef))
const byLabel = (keychain, label) => allKeys(keychain, [[$.kSecAttrApplicationLabel, data(label)]])
const keyOf = (keychain, request) => {
  const [item] = request.tag === null ? byLabel(keychain, request.label) : byTag(keychain, request.tag)
  if (item === undefined) stop(NOT_FOUND)
  return reference(item)
}
const byTag = (keychain, tag) => allKeys(keychain, [[$.kSecAttrApplicationTag, data(tag)]])
const copyOut = (key) => resultOf((failure) => $.SecKeyCopyExternalRepresentation(key, failure))
const publicKeyOf = (key) => base64(copyOut($.SecKeyCopyPublicKey(key)))
const comesOut = (key) => { try { copyOut(key); return true } catch (error) { return false } }
const isExportable = (item, isOurs) => {
  const said = attribute(item, $.kSecAttrIsExtractable)
  if (said !== null) return Boolean(ObjC.unwrap(said))
  return isOurs ? comesOut(reference(item)) : null
}
const facts = (item, ours) => {
  const tag = bytesOf(attribute(item, $.kSecAttrApplicationTag))
  const isOurs = tag !== null && tag.startsWith(ours)
  return {
    tag, label: bytesOf(attribute(item, $.kSecAttrApplicationLabel)), exportable: isExportable(item, isOurs),
    publicKey: isOurs ? publicKeyOf(reference(item)) : null,
  }
}
const OPERATIONS = {
  look: (keychain, request) => allKeys(keychain, []).map((item) => facts(item, request.ours)),
  make: (keychain, request) => {
    if (byTag(keychain, request.tag).length > 0) stop(DUPLICATE)
    const names = [[$.kSecAttrIsPermanent, yes], [$.kSecAttrApplicationTag, data(request.tag)]]
    resultOf((failure) => $.SecKeyCreateRandomKey(dictionary([
      [$.kSecAttrKeyType, request.kind === 'rsa' ? $.kSecAttrKeyTypeRSA : $.kSecAttrKeyTypeECSECPrimeRandom],
      [$.kSecAttrKeySizeInBits, $.NSNumber.numberWithInt(request.bits)], [$.kSecUseKeychain, keychain],
      [$.kSecPrivateKeyAttrs, dictionary([...names, [$.kSecAttrIsExtractable, no]])],
      [$.kSecPublicKeyAttrs, dictionary(names)],
    ]), failure))
    if (byTag(keychain, request.tag).length !== 1) stop(NOT_FOUND)
    return null
  },
  sign: (keychain, request) => {
    const algorithm = {
      'rsa-sha256': $.kSecKeyAlgorithmRSASignatureMessagePKCS1v15SHA256,
      'ecdsa-sha256': $.kSecKeyAlgorithmECDSASignatureMessageX962SHA256,
      'ecdsa-sha384': $.kSecKeyAlgorithmECDSASignatureMessageX962SHA384,
    }[request.algorithm]
    const key = keyOf(keychain, request)
    return base64(resultOf((failure) => $.SecKeyCreateSignature(key, algorithm, data(request.data), failure)))
  },
  'remove-key': (keychain, request) => {
    const status = $.SecItemDelete(dictionary([
      [$.kSecClass, $.kSecClassKey], [$.kSecMatchSearchList, $.NSArray.arrayWithObject(keychain)],
      [$.kSecAttrApplicationLabel, data(request.label)],
    ]))
    if (status !== 0 && status !== NOT_FOUND) stop(status)
    return null
  },
  export: (keychain, request, below) => {
    below.push(hexOf(base64(copyOut(keyOf(keychain, request)))))
    return null
  },
}
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const hexOf = (text) => {
  let hex = ''
  let bits = 0
  let count = 0
  for (const digit of text.replace(/=+$/, '')) {
    bits = (bits << 6) | ALPHABET.indexOf(digit)
    count += 6
    if (count < 8) continue
    count -= 8
    hex += ((bits >> count) & 255).toString(16).padStart(2, '0')
    bits &= (1 << count) - 1
  }
  return hex
}
const statusOf = (failure) => (failure !== null && typeof failure === 'object' && 'status' in failure ? String(failure.status) : 'script')
const ascii = (text) => text.replace(/[^\x20-\x7e]/g, (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0'))
function run() {
  const below = []
  let answer
  try {
    const [line] = textOf($.NSFileHandle.fileHandleWithStandardInput.readDataToEndOfFile).split('\n')
    const request = JSON.parse(line)
    answer = { ok: true, result: OPERATIONS[request.operation](openKeychain(request.keychain), request, below) }
  } catch (failure) {
    answer = { ok: false, code: statusOf(failure) }
  }
  return [ascii(JSON.stringify(answer)), ...below].join('\n')
}
`

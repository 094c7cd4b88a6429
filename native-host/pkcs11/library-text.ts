/** CK_INFO as pkcs11js gives it: texts padded to the width of their field. */
interface LibraryInfo {
  readonly manufacturerID: string
  readonly libraryDescription: string
  readonly libraryVersion: { readonly major: number; readonly minor: number }
}

/** `SafeNet, Inc. SafeNet eToken PKCS#11 10.8`; null where it says nothing at all. */
export const libraryText = ({ manufacturerID, libraryDescription, libraryVersion }: LibraryInfo): string | null => {
  const names = [manufacturerID, libraryDescription]
    .map((text) => text.replace(/[\0 ]+$/g, ''))
    .filter((text) => text !== '')
  return names.length === 0 ? null : [...names, `${libraryVersion.major}.${libraryVersion.minor}`].join(' ')
}

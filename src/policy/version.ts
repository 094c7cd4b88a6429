const numbersOf = (version: string): number[] => (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number)

/** `1.9` is older than `1.10`; what is not there counts as 0. @param version, floor numbers with dots */
export const isOlder = (version: string, floor: string): boolean => {
  const [own, least] = [numbersOf(version), numbersOf(floor)]
  const at = least.findIndex((number, index) => number !== (own[index] ?? 0))
  return at !== -1 && (own[at] ?? 0) < (least[at] ?? 0)
}

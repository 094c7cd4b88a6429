/** Looks for secrets in what was seen of processes and in what was written to files, in the ways in which they may be spelt. */

const spellingsOf = (secret: Buffer): Buffer[] => [
  secret,
  ...(['hex', 'base64'] as const).map((as) => Buffer.from(secret.toString(as))),
]

/**
 * @param seen arguments and environments, see ProcessWatch
 * @param files with their names
 * @returns where there is one of them
 */
export const placesOf = (
  secrets: readonly (string | Uint8Array)[],
  seen: readonly string[],
  files: readonly [string, Buffer][],
): string[] => {
  const spellings = secrets.flatMap((secret) => spellingsOf(Buffer.from(secret as Uint8Array)))
  const has = (content: Buffer) => spellings.some((spelling) => content.includes(spelling))
  return [
    ...seen.filter((text) => has(Buffer.from(text))),
    ...files.filter(([, content]) => has(content)).map(([name]) => name),
  ]
}

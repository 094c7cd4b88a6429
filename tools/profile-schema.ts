import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { toJsonSchema } from '@valibot/to-json-schema'
import { profileSchema } from '../src/bank/profile.ts'

/** Publishes the form of a bank's profile as JSON Schema, for editors: `npm run profile-schema`. */

const FILE = 'docs/profile.schema.json'

/** Of what is written in a file: members that have a default may be left out. */
export const profileSchemaText = (): string => {
  const { $schema, ...schema } = toJsonSchema(profileSchema, { typeMode: 'input', target: 'draft-2020-12' })
  const title = 'Koshin: a bank as data. Explained in docs/profiles.md; `koshin profile check` looks at more than this.'
  return `${JSON.stringify({ $schema: $schema ?? 'https://json-schema.org/draft/2020-12/schema', title, ...schema }, null, 2)}\n`
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(resolve(import.meta.dirname, '..', FILE), profileSchemaText())
  console.log(`Written: ${FILE}`)
}

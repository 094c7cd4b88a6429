import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { toJsonSchema } from '@valibot/to-json-schema'
import { reportSchema } from '../src/status/report.ts'

/** Publishes the form of `koshin status --format json` as JSON Schema, for programs that read it: `tsx tools/status-schema.ts`. */

const FILE = 'docs/status.schema.json'

export const statusSchemaText = (): string => {
  const { $schema, ...schema } = toJsonSchema(reportSchema, { target: 'draft-2020-12' })
  const title = 'koshin status --format json: all client certificates of a computer. Explained in docs/fleet/README.md.'
  return `${JSON.stringify({ $schema: $schema ?? 'https://json-schema.org/draft/2020-12/schema', title, ...schema }, null, 2)}\n`
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(resolve(import.meta.dirname, '..', FILE), statusSchemaText())
  console.log(`Written: ${FILE}`)
}

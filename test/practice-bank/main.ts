import { parseArgs } from 'node:util'
import { misbehaviourOf } from './misbehaviour.ts'
import { startPracticeBank } from './practice-bank.ts'

// npx tsx test/practice-bank/main.ts --state FOLDER [--port 8443] [--misbehave html]
const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    port: { type: 'string', default: '0' },
    misbehave: { type: 'string', default: 'none' },
  },
})
if (values.state === undefined) throw new Error('--state names the folder that holds the bank')

const bank = await startPracticeBank({
  stateFolder: values.state,
  port: Number.parseInt(values.port, 10),
  misbehaviour: misbehaviourOf(values.misbehave),
})
const { origins, otherOrigin, tlsCaFile } = bank
console.log(JSON.stringify({ origins, otherOrigin, tlsCaFile }))

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void bank.close())

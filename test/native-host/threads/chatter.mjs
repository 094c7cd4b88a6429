import { parentPort } from 'node:worker_threads'

parentPort.once('message', (question) => {
  process.stdout.write('printed by a library')
  parentPort.postMessage({ result: { question, surroundings: Object.keys(process.env) } })
})
parentPort.postMessage({ ready: true })

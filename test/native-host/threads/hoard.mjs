import { parentPort } from 'node:worker_threads'

parentPort.once('message', () => {
  for (const hoard = []; ; ) hoard.push({ more: hoard.length })
})
parentPort.postMessage({ ready: true })

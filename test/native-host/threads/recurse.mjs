import { parentPort } from 'node:worker_threads'

const deeper = (depth) => deeper(depth + 1) + 1

parentPort.once('message', () => deeper(0))
parentPort.postMessage({ ready: true })

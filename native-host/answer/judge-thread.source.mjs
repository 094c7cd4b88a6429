// The thread of judge-thread.ts where the program runs from its sources: a thread does not inherit what reads TypeScript.
import { register } from 'tsx/esm/api'

register()
await import('./judge-thread.ts')

import { realpathSync } from 'node:fs'

/** The running program itself, the bundle or main.ts. Started through a link (npx makes one) it is where the link leads. */
export const ownProgram = (): string => realpathSync(process.argv[1] ?? '')

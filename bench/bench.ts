import { benchHost } from './host.ts'
import { benchReader } from './reader.ts'
import { benchStatus } from './status.ts'

/**
 * Measures side by side, in one run, interleaved, so that a busy machine is busy for both. Prints medians and a ratio;
 * a ratio over its limit fails.
 */
const results = [await benchHost(), await benchStatus(), await benchReader()]
if (results.includes(false)) process.exitCode = 1

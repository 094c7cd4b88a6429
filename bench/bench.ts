import { benchHost } from './host.ts'
import { benchReader } from './reader.ts'
import { benchStatus } from './status.ts'
import { benchStatusPage } from './status-page.ts'

/**
 * Measures side by side, in one run, interleaved, so that a busy machine is busy for both. Prints medians and a ratio;
 * a ratio over its limit fails.
 */
const results = [await benchHost(), await benchStatus(), await benchReader(), await benchStatusPage()]
if (results.includes(false)) process.exitCode = 1

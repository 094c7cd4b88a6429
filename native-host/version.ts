/** Version of the host, as `package.json` has it (a test compares them: reading that file would cost a cold start). */
export const HOST_VERSION = '0.1.0'
/** Number of the journal's file format. A file with a higher one is listed nowhere and never rewritten. */
export const JOURNAL_SCHEMA = 2

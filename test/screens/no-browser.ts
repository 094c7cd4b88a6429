import { WHOLE } from './details.ts'

/** Stands in for webextension-polyfill, which refuses to load outside an extension: a background that has one thing to say. */
export default { runtime: { sendMessage: () => Promise.resolve(WHOLE) } }

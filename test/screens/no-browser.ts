/** Stands in for webextension-polyfill, which refuses to load outside an extension. The harness draws; it never calls. */
export default {}

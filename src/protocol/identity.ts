/**
 * Who the two sides are, and which protocol they speak. Nothing is imported here: the host answers its first message
 * from these constants before it loads anything else.
 */

/** Raised whenever a message changes its meaning. Both sides must have the same number. */
export const PROTOCOL_VERSION = 3
/** Native messaging host name, as in the manifests that `koshin register` writes. */
export const HOST_NAME = 'jp.koshin.host'
/** The `key` of the manifest gives this id to every Chromium build. */
export const EXTENSION_ID_CHROMIUM = 'mlfnkjlhneccdpmabbingdjcjpfinapa'
/** `browser_specific_settings.gecko.id` of the manifest. */
export const EXTENSION_ID_FIREFOX = 'koshin@koshin.jp'

/** A frame to the browser must stay under 1 MiB (Chromium kills the host at one byte more); ours are far smaller. */
export const MAX_FRAME_BYTES = 512 * 1024
/** Until it has been greeted, the host takes no longer frame: a hello is a tenth of it. */
export const MAX_HELLO_BYTES = 4 * 1024

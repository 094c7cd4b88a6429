/**
 * The value of an HTTP Date header: an IMF-fixdate (RFC 9110 §5.6.7), to the letter. The obsolete formats are not read: no server of
 * today sends them.
 * @returns milliseconds since the epoch; null: it is none
 */
export const parseHttpDate = (text: string): number | null => {
  const time = Date.parse(text)
  // ECMAScript's own form of a date is the IMF-fixdate: whatever else a parser lets pass does not come back as it was.
  return !Number.isNaN(time) && new Date(time).toUTCString() === text ? time : null
}

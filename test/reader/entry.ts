import { domPage } from '../../extension/ui/dom-page.ts'
import { BUNDLED_PROFILES } from '../../src/bank/edition.ts'
import { readAny } from '../../src/notice/read-any.ts'
import { readNotice } from '../../src/notice/read-notice.ts'

/** The reader by itself in a page, for tests and measurements that have no extension around it. */

const bank = (id: string) => {
  const found = BUNDLED_PROFILES.find((profile) => profile.id === id)
  if (!found) throw new Error(`No profile ${id}`)
  return found
}

declare global {
  var reader: {
    /** Reads this document with a bundled profile. */
    read(profile: string): ReturnType<typeof readNotice>
    /** Reads it as one of a site without a profile. */
    readAny(): ReturnType<typeof readAny>
  }
}

globalThis.reader = {
  read: (profile) => readNotice(bank(profile), domPage(document)),
  readAny: () => readAny(BUNDLED_PROFILES, domPage(document)),
}

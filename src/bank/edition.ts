import * as v from 'valibot'
import { type BankProfile, originPatternSchema, profileSchema } from './profile.ts'
import anserApplication from './profiles/anser-application.json' with { type: 'json' }
import anserBrowser from './profiles/anser-browser.json' with { type: 'json' }
import bizstation from './profiles/bizstation.json' with { type: 'json' }
import keiyakuHojin from './profiles/keiyaku-hojin.json' with { type: 'json' }
import pkcs12Download from './profiles/pkcs12-download.json' with { type: 'json' }
import shinkinHojinIb from './profiles/shinkin-hojin-ib.json' with { type: 'json' }
import shinkinHojinIbOlder from './profiles/shinkin-hojin-ib-older.json' with { type: 'json' }
import shinkinHojinWeb from './profiles/shinkin-hojin-web.json' with { type: 'json' }

/** An edition names the banks and origins that are built into a build of the extension; the plain one names none. */

const words = v.pipe(v.string(), v.minLength(1), v.maxLength(120))

const editionSchema = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  banks: v.array(
    v.strictObject({
      profile: v.string(),
      name: v.optional(v.strictObject({ ja: words, en: words })),
      origins: v.pipe(v.array(originPatternSchema), v.minLength(1)),
      answerWithinSeconds: v.optional(v.number()),
    }),
  ),
})

/** The profiles that come with Koshin, without origins of their own: those whose key Koshin makes first. */
export const BUNDLED_PROFILES: readonly BankProfile[] = [
  shinkinHojinIb,
  shinkinHojinWeb,
  shinkinHojinIbOlder,
  keiyakuHojin,
  anserBrowser,
  anserApplication,
  bizstation,
  pkcs12Download,
].map((json) => v.parse(profileSchema, json))

const findProfile = (id: string): BankProfile | undefined => BUNDLED_PROFILES.find((profile) => profile.id === id)

/**
 * The banks of an edition: bundled profiles with their origins filled in.
 * @throws Error at build time when the edition is malformed or names a profile that is not there
 */
export const editionBanks = (json: unknown): BankProfile[] =>
  v.parse(editionSchema, json).banks.map(({ profile: id, name, origins, answerWithinSeconds }) => {
    const profile = findProfile(id)
    if (!profile) throw new Error(`The edition names the profile ${id}, which is not bundled.`)
    return {
      ...profile,
      name: name ?? profile.name,
      origins,
      renewal: { ...profile.renewal, ...(answerWithinSeconds === undefined ? {} : { answerWithinSeconds }) },
    }
  })

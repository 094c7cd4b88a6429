import { bare } from '../notice/folded.ts'
import { isCaCertificate } from './ca-certificate.ts'
import { GENERAL_SCREENS } from './general-screens.ts'
import type { BankProfile, Field, Screen } from './profile.ts'
import { type Problem, placeOf, problem } from './profile-problem.ts'
import { alwaysWith, neverWith } from './screen-overlap.ts'

/** What a schema cannot say of a profile. */

type Words = readonly [path: readonly unknown[], words: string]

const listed = (path: readonly unknown[], words: readonly string[]): Words[] =>
  words.map((one, index) => [[...path, index], one])

const wordsOfScreen = (screen: Screen, index: number): Words[] => {
  const { name, texts, controls, absent } = screen.known
  const at = ['screens', index]
  return [
    ...(name === undefined ? [] : [[[...at, 'known', 'name'], name] as const]),
    ...listed([...at, 'known', 'texts'], texts),
    ...listed([...at, 'known', 'controls'], controls),
    ...listed([...at, 'known', 'absent'], absent),
    ...labelsOfScreen(screen, index),
  ]
}

const labelsOfScreen = ({ next, others }: Screen, index: number): Words[] => [
  ...(next ? [[['screens', index, 'next', 'label'], next.label] as const] : []),
  ...others.map(({ label }, other): Words => [['screens', index, 'others', other, 'label'], label]),
]

const wordsOf = (profile: BankProfile): Words[] => [
  ...Object.entries({ name: profile.name, service: profile.service }).flatMap(([member, { ja, en }]): Words[] => [
    [[member, 'ja'], ja],
    [[member, 'en'], en],
  ]),
  ...profile.roles.flatMap(({ name }, index): Words[] => [
    [['roles', index, 'name', 'ja'], name.ja],
    [['roles', index, 'name', 'en'], name.en],
  ]),
  ...(profile.renewal.afterExpiry
    ? [[['renewal', 'afterExpiry', 'label'], profile.renewal.afterExpiry.label] as const]
    : []),
  ...Object.entries(profile.fields).flatMap(([name, field]) => listed(['fields', name, 'labels'], field?.labels ?? [])),
  ...profile.screens.flatMap(wordsOfScreen),
]

/** Words are compared without what decorates them: nothing would be left of these. */
const withoutWords = (profile: BankProfile): Problem[] =>
  wordsOf(profile)
    .filter(([, words]) => !/[\p{L}\p{N}]/u.test(bare(words)))
    .map(([path]) => problem(placeOf(path), 'no-words'))

/** Entries that stood before, each at its own place. */
const twice = (entries: readonly string[], place: (index: number) => string): Problem[] =>
  entries.flatMap((entry, index) => (entries.indexOf(entry) < index ? [problem(place(index), 'duplicate', entry)] : []))

const duplicates = ({ screens, roles, steps, stores, origins }: BankProfile): Problem[] => [
  ...twice(origins, (index) => `origins[${index}]`),
  ...twice(
    roles.map(({ id }) => id),
    (index) => `roles[${index}].id`,
  ),
  ...twice(stores, (index) => `stores[${index}]`),
  ...twice(steps, (index) => `steps[${index}]`),
  ...twice(
    screens.map(({ id }) => id),
    (index) => `screens[${index}].id`,
  ),
]

/** What a reading says where it is none of the bank's screens. */
const RESERVED = new Set(['none', 'ambiguous', ...GENERAL_SCREENS.map(({ id }) => id)])

const reserved = ({ screens }: BankProfile): Problem[] =>
  screens.flatMap(({ id }, index) => (RESERVED.has(id) ? [problem(`screens[${index}].id`, 'reserved-id', id)] : []))

/** The kinds that each field may be of: whoever reads its value relies on the form. */
const KINDS: Readonly<Record<keyof BankProfile['fields'], readonly Field['kind'][]>> = {
  expiry: ['date'],
  corporateId: ['digits', 'id'],
  userId: ['digits', 'id'],
  serialNumber: ['serial-number'],
}

const fieldProblems = ({ fields }: BankProfile): Problem[] =>
  Object.entries(KINDS).flatMap(([name, kinds]) => {
    const field = fields[name as keyof typeof KINDS]
    if (field === undefined || kinds.includes(field.kind)) return []
    return [problem(`fields.${name}.kind`, 'unfit-kind', kinds.join(', '))]
  })

const notDescending = ({ renewal }: BankProfile): Problem[] =>
  renewal.remindAt.flatMap((days, index, all) =>
    days >= (all[index - 1] ?? Number.POSITIVE_INFINITY)
      ? [problem(`renewal.remindAt[${index}]`, 'not-descending')]
      : [],
  )

const issuerProblems = ({ issuers = [] }: BankProfile): Problem[] =>
  issuers.flatMap((issuer, index) =>
    isCaCertificate(issuer) ? [] : [problem(`issuers[${index}]`, 'not-ca-certificate')],
  )

const storeProblems = (profile: BankProfile, { next, others }: Screen, at: string): Problem[] =>
  [next, ...others].flatMap((control, index) => {
    const store = control?.store
    if (store === undefined || profile.stores.includes(store)) return []
    const place = index === 0 ? 'next' : `others[${index - 1}]`
    return [problem(`${at}.${place}.store`, 'store-not-listed', store)]
  })

const knownProblems = (screen: Screen, index: number): Problem[] => {
  const { known } = screen
  const at = `screens[${index}].known`
  if (known.name === undefined && known.texts.length + known.controls.length === 0)
    return [problem(at, 'known-by-nothing')]
  const never = neverWith(known)
  const labels = new Set(known.controls.map(bare))
  return [
    ...(never === null ? [] : [problem(`${at}.absent`, 'never-shown', never)]),
    ...labelsOfScreen(screen, index)
      .filter(([, label]) => !labels.has(bare(label)))
      .map(([path, label]) => problem(placeOf(path), 'label-not-known', label)),
  ]
}

const screenProblems = (profile: BankProfile): Problem[] => {
  const roles = new Set(profile.roles.map(({ id }) => id))
  return profile.screens.flatMap((screen, index) => {
    const at = `screens[${index}]`
    const { step, role } = screen
    return [
      ...(profile.steps.includes(step) ? [] : [problem(`${at}.step`, 'step-not-listed', step)]),
      ...(role === undefined || roles.has(role) ? [] : [problem(`${at}.role`, 'no-such-role', role)]),
      ...knownProblems(screen, index),
      ...storeProblems(profile, screen, at),
    ]
  })
}

const isKnown = ({ known }: Screen): boolean =>
  (known.name !== undefined || known.texts.length + known.controls.length > 0) && neverWith(known) === null

/** Told once a screen, of the first other one. */
const ambiguities = ({ screens }: BankProfile): Problem[] =>
  screens.flatMap((screen, index) => {
    if (!isKnown(screen)) return []
    const other = screens.find(
      (one, another) =>
        another !== index &&
        isKnown(one) &&
        alwaysWith(screen.known, one.known) &&
        // Two that are known alike are one problem, not two.
        (another < index || !alwaysWith(one.known, screen.known)),
    )
    return other ? [problem(`screens[${index}].known`, 'ambiguous', other.id)] : []
  })

const missingScreens = ({ screens, enrolment }: BankProfile): Problem[] => {
  const enrols = screens.findIndex(({ kind }) => kind === 'enrol')
  const isGuide = enrolment.technology === 'guide'
  return [
    ...(screens.some(({ kind }) => kind === 'notice' || kind === 'way') ? [] : [problem('screens', 'no-way-in')]),
    ...(!isGuide && enrols < 0 ? [problem('screens', 'no-enrol-screen')] : []),
    ...(isGuide && enrols >= 0 ? [problem(`screens[${enrols}].kind`, 'enrol-screen-in-guide')] : []),
  ]
}

export const senseProblems = (profile: BankProfile): Problem[] => [
  ...withoutWords(profile),
  ...duplicates(profile),
  ...reserved(profile),
  ...notDescending(profile),
  ...fieldProblems(profile),
  ...issuerProblems(profile),
  ...screenProblems(profile),
  ...missingScreens(profile),
  ...ambiguities(profile),
]

import * as v from 'valibot'
import general from './general-screens.json' with { type: 'json' }
import { type BankProfile, type Screen, screensSchema } from './profile.ts'

/** Screens that any bank may show, in words of their own kind: looked for where none of the profile's own is there. */
export const GENERAL_SCREENS: readonly Screen[] = v.parse(screensSchema, general.screens)

/** A screen by its id, of the bank's own or of those that any bank may show. */
export const screenById = ({ screens }: Pick<BankProfile, 'screens'>, id: string): Screen | null =>
  screens.find((screen) => screen.id === id) ?? GENERAL_SCREENS.find((screen) => screen.id === id) ?? null

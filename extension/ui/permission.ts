import browser from 'webextension-polyfill'

/** Asks for one host, whatever its port: match patterns cannot name one (Firefox refuses them). */
export const hostPattern = (origin: string): string => `https://${new URL(origin).hostname}/*`

/** Must be called in the click itself: browsers ask only then. Resolves to the user's answer. */
export const requestHost = (pattern: string): Promise<boolean> => browser.permissions.request({ origins: [pattern] })

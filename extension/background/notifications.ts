import browser from 'webextension-polyfill'
import type { Due } from '../../src/reminder/due.ts'
import type { Stage } from '../../src/reminder/stage.ts'
import type { News } from '../../src/reminder/told.ts'
import { appliesSentence, endingSentence, lastMoment, whoseName } from '../ui/due-words.ts'
import type { Texts } from '../ui/texts.ts'

/** Tells of a certificate in the corner of the screen, without a button: Firefox knows none there. */

/** Stable, so that the same one is never there twice. */
const idOf = (certificate: string, stage: Stage | null): string => `${certificate}/${stage}`

const icon = (): string => browser.runtime.getURL('icons/128.png')

export const notify = async (news: News, texts: Texts): Promise<void> => {
  const lines = [whoseName(news, texts), lastMoment(news, texts), appliesSentence(news.applies, texts)]
  await browser.notifications.create(idOf(news.certificate, news.stage), {
    type: 'basic',
    iconUrl: icon(),
    title: endingSentence(news, texts),
    message: lines.join('\n'),
  })
}

/** Takes back what is no longer so: of an earlier stage, or of a certificate that has been renewed. */
export const clearOld = async (due: readonly Due[]): Promise<void> => {
  const current = new Set(due.map(({ certificate, stage }) => idOf(certificate, stage)))
  for (const id of Object.keys(await browser.notifications.getAll())) {
    if (!current.has(id)) await browser.notifications.clear(id)
  }
}

/** The user does not want to see it now. */
export const clearOf = async (certificate: string): Promise<void> => {
  for (const id of Object.keys(await browser.notifications.getAll())) {
    if (id.startsWith(`${certificate}/`)) await browser.notifications.clear(id)
  }
}

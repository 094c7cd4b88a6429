import * as v from 'valibot'
import browser, { type Runtime } from 'webextension-polyfill'
import { contentMessageSchema, intentSchema } from '../../src/protocol/extension.ts'
import { answerIntent } from './answer-intents.ts'
import { answerPage } from './answer-pages.ts'
import { Koshin } from './koshin.ts'
import { extensionPageOf, placeOf } from './sender.ts'
import { joinOpenPages, permissionsChanged, registerScripts, sitesChanged } from './sites.ts'

/** The service worker: listeners only, all of them set in the first task, as the browser demands. */

const koshin = new Koshin()

const answer = async (message: unknown, sender: Runtime.MessageSender): Promise<unknown> => {
  await koshin.ready
  const page = extensionPageOf(sender)
  if (page) {
    const intent = v.safeParse(intentSchema, message)
    if (!intent.success) return null
    if (intent.output.type === 'pin-window-opened') return koshin.pinQuestion
    await answerIntent(koshin, intent.output)
    return null
  }
  const place = placeOf(sender)
  const content = v.safeParse(contentMessageSchema, message)
  return place && content.success ? answerPage(koshin, place, content.output) : null
}

browser.runtime.onMessage.addListener(answer)
browser.windows.onRemoved.addListener((id) => void koshin.windowClosed(id))
browser.permissions.onAdded.addListener(() => void permissionsChanged().then(() => koshin.lookAgain()))
browser.permissions.onRemoved.addListener(() => void permissionsChanged().then(() => koshin.lookAgain()))
browser.storage.onChanged.addListener((_, area) => {
  // The administrator's policy: other banks, other hosts.
  if (area === 'managed') void sitesChanged().then(() => koshin.lookAgain())
})
browser.alarms.onAlarm.addListener(({ name }) => void koshin.ready.then(() => koshin.reminders.rang(name)))
browser.notifications.onClicked.addListener((id) => void koshin.reminders.clicked(id))

const begin = () => koshin.ready.then(() => koshin.reminders.ask())
browser.runtime.onInstalled.addListener(() => void registerScripts().then(joinOpenPages).then(begin))
browser.runtime.onStartup.addListener(() => void registerScripts().then(begin))

import browser, { type Runtime } from 'webextension-polyfill'
import { answerMessage } from './answer-message.ts'
import { clockHeard, PAGE_RESPONSES } from './bank-clock.ts'
import { cancelHeld, holdRequest, WAIT_REQUESTS } from './held-scripts.ts'
import { Koshin } from './koshin.ts'
import { joinOpenPages, permissionsChanged, registerScripts, sitesChanged } from './sites.ts'

/** The service worker (in Firefox: the event page): listeners only, all of them set in the first task, as the browser demands. */

const koshin = new Koshin()

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
  answerMessage(koshin, message, sender),
)
browser.webRequest.onResponseStarted.addListener((response) => void clockHeard(response), PAGE_RESPONSES, [
  'responseHeaders',
])
if (import.meta.env.MODE === 'firefox') {
  browser.webRequest.onBeforeRequest.addListener(holdRequest, WAIT_REQUESTS, ['blocking'])
  addEventListener('pagehide', cancelHeld)
}
browser.windows.onRemoved.addListener((id) => void koshin.windowClosed(id))
browser.permissions.onAdded.addListener(() => void permissionsChanged().then(() => koshin.sitesChanged()))
browser.permissions.onRemoved.addListener(() => void permissionsChanged().then(() => koshin.sitesChanged()))
browser.storage.onChanged.addListener((_, area) => {
  // The administrator's policy: other banks, other hosts, other rules.
  if (area === 'managed')
    void sitesChanged()
      .then(() => koshin.sitesChanged())
      .then(() => koshin.rulesChanged())
})
browser.alarms.onAlarm.addListener(({ name }) => void koshin.rang(name))
browser.notifications.onClicked.addListener((id) => void koshin.reminders.clicked(id))
browser.runtime.onUpdateAvailable.addListener(() => void koshin.ready.then(() => koshin.update.arrived()))

const begin = () => koshin.ready.then(() => koshin.reminders.ask())
browser.runtime.onInstalled.addListener(() => void registerScripts().then(joinOpenPages).then(begin))
browser.runtime.onStartup.addListener(() => void registerScripts().then(begin))

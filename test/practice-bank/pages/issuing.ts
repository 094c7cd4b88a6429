import { html } from '../html.ts'
import { installScript } from './enrolment-script.ts'
import type { Screen } from './layout.ts'
import { waitingScreen } from './waiting.ts'

/**
 * Comes again until the certificate is there, then gives way to the page that installs it.
 * @param screen what the bank shows while the CA works
 */
export function issuingPage(screen: Screen, answerIsReady: boolean): Screen {
  return waitingScreen(screen, answerIsReady ? '/renewal/install' : '/renewal/issuing')
}

/** @param answer what the script hands to InstallResponse */
export function installPage(screen: Screen, answer: string): Screen {
  return {
    ...screen,
    script: installScript(answer),
    onload: 'install()',
    body: html`${screen.body}
<form name="installed" method="post" action="/renewal/complete"></form>
<div id="message"></div>`,
  }
}

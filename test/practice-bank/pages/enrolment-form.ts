import { type Html, html, joinHtml } from '../html.ts'
import type { Store } from '../sessions.ts'

export interface EnrolmentButton {
  readonly label: string
  /** Where the key is to be made. */
  readonly store: Store
}

/** The buttons that make the key and post its request: see enrolment-script.ts, which the page must carry. */
export function enrolmentForm(buttons: readonly EnrolmentButton[]): Html {
  return html`<form name="enrolment" method="post" action="/renewal/request">
<input type="hidden" name="store" value="">
<input type="hidden" name="request" value="">
<table border="0" cellspacing="16" align="center"><tr>
${joinHtml(buttons.map(buttonCell))}
</tr></table>
</form>
<div id="message"></div>`
}

function buttonCell({ label, store }: EnrolmentButton): Html {
  return html`<td><input type="button" value="${label}" onclick="enrol('${store}')"></td>`
}

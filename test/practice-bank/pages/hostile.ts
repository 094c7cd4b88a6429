import { fixedMarkup, html, scriptString } from '../html.ts'
import { bankScreen } from './layout.ts'

/** A page of the bank that has let a stranger in. */
export function framingPage(strangerUrl: string) {
  return bankScreen({
    name: 'お取引のご案内',
    body: html`<iframe name="stranger" src="${strangerUrl}" width="720" height="240"></iframe>`,
  })
}

/**
 * A stranger's page. It sends an event to every window and document within its reach, and says in its title what
 * happened: 「own:sent document:sent parent:sent」, 「blocked」 where the browser threw.
 * @param eventName which event, chosen by whoever asks for the page
 */
export function hostileFramePage(eventName: string) {
  return html`<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>trying</title></head>
<body>
<p>hostile frame</p>
<script>
var eventName = ${scriptString(eventName)};
${TRY_EVENTS}
</script>
</body>
</html>
`
}

const TRY_EVENTS = fixedMarkup(`
function attempt(name, reach) {
  try {
    var target = reach();
    var detail = JSON.stringify({ id: "hostile", method: "CreateRequest", args: [1] });
    target.dispatchEvent(new CustomEvent(eventName, { detail: detail, bubbles: true }));
    return name + ":sent";
  } catch (e) {
    return name + ":blocked";
  }
}
document.title = [
  attempt("own", function () { return window; }),
  attempt("document", function () { return document; }),
  attempt("parent", function () { return window.parent; }),
  attempt("parent-document", function () { return window.parent.document; })
].join(" ");
`)

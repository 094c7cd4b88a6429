import { ISSUING_NAME } from '../certificate-authority-files.ts'
import { type Html, html } from '../html.ts'

export const BANK_NAME = 'れんしゅう信用金庫'
export const SERVICE_NAME = '法人インターネットバンキング'

export interface Screen {
  /** The name of the screen in the bank's document: it stands in the title and in the heading. */
  readonly name: string
  readonly body: Html
  /** Old-style script, put in the head as it is. */
  readonly script?: Html
  /** What the page runs when it has been loaded. */
  readonly onload?: string
}

/** A screen of the bank: notices, log-on, errors. */
export function bankScreen(screen: Screen): Html {
  return page(screen, `${BANK_NAME}　${SERVICE_NAME}`)
}

/** A screen of the CA, which opens in the window of its own. */
export function authorityScreen(screen: Screen): Html {
  return page(screen, ISSUING_NAME)
}

/** A line of a table of two columns, the first of which names the second. */
export function row(name: string, value: string): Html {
  return html`<tr><td bgcolor="#ddeeff" nowrap>${name}</td><td>${value}</td></tr>`
}

// Laid out as such sites were in the days of Internet Explorer.
function page({ name, body, script, onload }: Screen, masthead: string): Html {
  return html`<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html lang="ja">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>${name}</title>
${script === undefined ? '' : html`<script type="text/javascript">${script}</script>`}
</head>
<body bgcolor="#ffffff" text="#333333"${onload === undefined ? '' : html` onload="${onload}"`}>
<table width="760" border="0" cellspacing="0" cellpadding="8" align="center">
<tr><td bgcolor="#003399"><font color="#ffffff" size="3">${masthead}</font></td></tr>
<tr><td bgcolor="#eef2fa"><h1><font color="#003399" size="4">${name}</font></h1></td></tr>
<tr><td>
${body}
</td></tr>
</table>
</body>
</html>
`
}

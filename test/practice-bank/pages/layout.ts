import type { X509Certificate } from 'node:crypto'
import type { Face } from '../face.ts'
import { type Html, html } from '../html.ts'
import { corporateIdOf, userIdOf } from '../subject.ts'

export interface Screen {
  /** The name of the screen in the bank's document: it stands in the heading, and in the title unless that is another. */
  readonly name: string
  readonly title?: string
  /** Whose masthead stands above it: the CA's screens open in a window of their own. */
  readonly by: 'bank' | 'authority'
  readonly body: Html
  /** Old-style script, put in the head as it is. */
  readonly script?: Html
  /** What the page runs when it has been loaded. */
  readonly onload?: string
}

/** A screen of the bank: notices, log-on, errors. */
export function bankScreen(screen: Omit<Screen, 'by'>): Screen {
  return { ...screen, by: 'bank' }
}

/** A screen on which a certificate is issued. */
export function authorityScreen(screen: Omit<Screen, 'by'>): Screen {
  return { ...screen, by: 'authority' }
}

/** A line of a table of two columns, the first of which names the second. */
export function row(name: string, value: string | Html): Html {
  return html`<tr><td bgcolor="#ddeeff" nowrap>${name}</td><td>${value}</td></tr>`
}

/** @param sentence empty: nothing was wrong */
export function errorLine(sentence: string): Html {
  return sentence === '' ? html`` : html`<p><font color="#cc0000">${sentence}</font></p>\n`
}

/** Whose certificate it is: the 管理者 has no 利用者ID. */
export function idRows(certificate: X509Certificate): Html {
  const userId = userIdOf(certificate)
  return html`${row('契約法人ID', corporateIdOf(certificate))}${userId === '' ? '' : row('利用者ID', userId)}`
}

/** The head of a page that declares its charset, as the sites of those days did beside the header. */
export function head(title: string, { charset }: Face, more: Html | '' = ''): Html {
  return html`<head>
<meta http-equiv="Content-Type" content="text/html; charset=${charset}">
<title>${title}</title>
${more}
</head>`
}

// Laid out as such sites were in the days of Internet Explorer.
export function renderScreen({ name, title = name, by, body, script, onload }: Screen, face: Face): Html {
  const masthead = by === 'bank' ? `${face.bank}　${face.service}` : face.authority
  return html`<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html lang="ja">
${head(title, face, script === undefined ? '' : html`<script type="text/javascript">${script}</script>`)}
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

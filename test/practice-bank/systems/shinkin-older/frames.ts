import type { Face } from '../../face.ts'
import { type Html, html } from '../../html.ts'
import { slashDateTime } from '../../japanese-day.ts'
import { head } from '../../pages/layout.ts'

/** @param main path of what the main frame shows first */
export function framesetPage(face: Face, main: string): Html {
  return html`<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Frameset//EN">
<html lang="ja">
${head(`${face.bank}　${face.service}`, face)}
<frameset rows="110,*" border="0" frameborder="0" framespacing="0">
<frame name="header" src="/header" scrolling="no" noresize>
<frame name="main" src="${main}">
<noframes><body>フレームに対応したブラウザでご利用ください。</body></noframes>
</frameset>
</html>
`
}

export function headerPage(face: Face, now: Date): Html {
  const time = slashDateTime(now)
  return html`<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html lang="ja">
${head('メニュー', face)}
<body bgcolor="#ffffff" text="#333333" topmargin="0" leftmargin="0">
<table width="100%" border="0" cellspacing="0" cellpadding="6">
<tr><td bgcolor="#003399"><font color="#ffffff" size="3">${face.bank}　${face.service}</font></td>
<td bgcolor="#003399" align="right"><font color="#ffffff" size="2">ようこそ 経理担当者 様　${time} ログイン　<a href="/" target="_top"><font color="#ffffff">ログアウト</font></a></font></td></tr>
<tr><td colspan="2" bgcolor="#ddeeff"><a href="/main" target="main">メイン</a>　振込・口座振替｜手数料照会｜契約情報登録・照会｜明細情報登録・照会｜管理機能</td></tr>
</table>
</body>
</html>
`
}

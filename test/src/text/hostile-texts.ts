/** Texts that somebody might put into a certificate, a token's label, a page or a profile, each for another harm. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  'an element': '<img src=x onerror=alert(1)>',
  'a script': '<script>alert(1)</script>',
  'an end of all that is open': '"\'></title></style></script></textarea></p></div></main><h1>OK</h1><!--',
  'an entity': '&lt;b&gt;&#x202e;&amp;',
  'an address that runs': 'javascript:alert(1)',
  'an address that is a page': 'data:text/html,<script>alert(1)</script>',
  'a template': '{{7*7}}$NAME$ $1 $& %s',
  'a name of a prototype': '__proto__',
  'a right-to-left override': 'https://bank.example/\u202Emoc.elpmaxe.live',
  'isolates and embeddings': '\u2066a\u2067b\u2068c\u2069d\u202Ae\u202Bf\u202Cg\u202Dh',
  marks: 'a\u200Eb\u200Fc\u061Cd',
  'zero widths': 'b\u200Ba\u200Cn\u200Dk\u2060\uFEFF',
  'soft hyphens and fillers': 'a\u00ADb\u034Fc\u115Fd\u3164e\uFFA0f\u2800g',
  controls: Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join(''),
  'more controls': `\u007F${Array.from({ length: 32 }, (_, code) => String.fromCharCode(0x80 + code)).join('')}`,
  'a terminal that is told to colour and to rename': '\u001B[31mred\u001B]0;title\u0007\u009B2J',
  'line ends': 'one\r\ntwo\u2028three\u2029four\u0085five',
  NUL: 'bank\0.example',
  'half a pair, the first': 'a\uD83D',
  'half a pair, the second': '\uDE00a',
  'pairs the wrong way round': '\uDE00\uD83D\uDE00\uD83D',
  tags: [...'hidden'].map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join(''),
  'selectors that say something': `x${'\uFE0F\u{E0101}\u{E01EF}'.repeat(20)}`,
  'no character at all': '\uFFFE\uFFFF\uFDD0\u{1FFFF}',
  'musical and other format characters': '\u{1D173}\u{1BCA0}\u{110BD}\u206A\u180E',
  'very long': '長'.repeat(5_000),
  'very long without a place to break': 'W'.repeat(5_000),
  'many marks on one letter': `e${'\u0301'.repeat(2_000)}`,
  nothing: '',
  blanks: '\u00A0\u2003\u3000 ',
}

/** What may never stand in a text that people read: nobody sees it, or it changes what others read. */
export const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|\u034F|[\u115F\u1160\u2800\u3164\uFFA0]|[\u{E0000}-\u{E00FF}]|(?<!\p{Script=Han})[\uFE00-\uFE0F]/u

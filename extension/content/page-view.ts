import type { PageView } from '../../src/notice/reading.ts'

/** What a person would press: links, buttons and what scripts made into them. */
const CONTROLS =
  'a, button, input[type=button], input[type=submit], input[type=image], [role=button], [role=link], area, [onclick]'

/** No bank's page is longer; a hostile one must not make the reader slow. */
const MOST_TEXT = 200_000
const MOST_CONTROLS = 2_000

/** The words on a control: its text, its value (input), or the text that stands for its picture. */
export const controlLabel = (control: Element): string => {
  if (control instanceof HTMLInputElement) return control.type === 'image' ? control.alt : control.value
  const text = control.textContent ?? ''
  return text.trim() || control.getAttribute('aria-label') || control.querySelector('img')?.alt || ''
}

const isVisible = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true })

export const visibleControls = (): Element[] =>
  [...document.querySelectorAll(CONTROLS)].slice(0, MOST_CONTROLS).filter(isVisible)

/** The page as the reader wants it. */
export const viewPage = (): PageView => ({
  title: document.title,
  text: (document.body?.innerText ?? '').slice(0, MOST_TEXT),
  controls: visibleControls().map(controlLabel),
})

import { isLabel } from '../../src/notice/page/controls.ts'
import { controlLabel, visibleControls } from './visible-controls.ts'

/** The one visible control with these words; null where there is none, or where several leave it open which is meant. */
export const findControl = (label: string): Element | null => {
  const found = visibleControls().filter((control) => isLabel(label, controlLabel(control)))
  // A link around a button, or a cell with a handler around a link, is one control to a person: the innermost.
  const innermost = found.filter((control) => !found.some((other) => other !== control && control.contains(other)))
  return innermost.length === 1 ? (innermost[0] ?? null) : null
}

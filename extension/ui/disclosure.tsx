import type { ComponentChildren } from 'preact'

/** Details that most people need not read: the browser's own element, so it works with every key and reader. */
export const Disclosure = ({ summary, children }: { summary: string; children: ComponentChildren }) => (
  <details class="disclosure">
    <summary>{summary}</summary>
    <div class="disclosure-body">{children}</div>
  </details>
)

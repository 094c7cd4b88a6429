import type { ComponentChildren } from 'preact'

interface ButtonProps {
  readonly kind: 'primary' | 'secondary' | 'text'
  readonly press: () => void
  readonly children: ComponentChildren
  /**
   * Id of the sentence that says why it cannot be pressed now; true: it can be pressed in a moment. The button stays
   * reachable and readable (aria-disabled), so that nobody wonders where it has gone.
   */
  readonly blockedBy?: string | true | undefined
}

/** A button of the design system. Every button here does something at once, so none is of type submit. */
export const Button = ({ kind, press, children, blockedBy }: ButtonProps) => (
  <button
    type="button"
    class={`button button-${kind}`}
    aria-disabled={blockedBy ? 'true' : undefined}
    aria-describedby={typeof blockedBy === 'string' ? blockedBy : undefined}
    onClick={() => {
      if (!blockedBy) press()
    }}
  >
    {children}
  </button>
)

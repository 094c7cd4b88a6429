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
  /** Id of what it is about, where several buttons say the same. */
  readonly about?: string | undefined
}

/** A button of the design system. Every button here does something at once, so none is of type submit. */
export const Button = ({ kind, press, children, blockedBy, about }: ButtonProps) => (
  <button
    type="button"
    class={`button button-${kind}`}
    aria-disabled={blockedBy ? 'true' : undefined}
    aria-describedby={typeof blockedBy === 'string' ? blockedBy : about}
    onClick={() => {
      if (!blockedBy) press()
    }}
  >
    {children}
  </button>
)

import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface RadioCardProps {
  /** Radio buttons of one name are one choice. */
  readonly name: string
  readonly label: string
  readonly children?: ComponentChildren
  readonly chosen: boolean
  readonly choose: () => void
  /** Cannot be chosen; `children` says why. */
  readonly disabled?: boolean
}

/** A radio button whose whole card can be pressed. */
export const RadioCard = ({ name, label, children, chosen, choose, disabled = false }: RadioCardProps) => {
  const id = useId()
  return (
    <label class="radio-card">
      <input
        type="radio"
        name={name}
        checked={chosen}
        disabled={disabled}
        onChange={choose}
        aria-labelledby={`${id}-label`}
        aria-describedby={children ? `${id}-note` : undefined}
      />
      <span class="radio-words">
        <bdi id={`${id}-label`}>{label}</bdi>
        {children && (
          <span id={`${id}-note`} class="quiet">
            {children}
          </span>
        )}
      </span>
    </label>
  )
}

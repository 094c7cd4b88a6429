interface CheckboxProps {
  readonly label: string
  readonly checked: boolean
  readonly change: (checked: boolean) => void
}

export const Checkbox = ({ label, checked, change }: CheckboxProps) => (
  <label class="checkbox">
    <input type="checkbox" checked={checked} onChange={(event) => change(event.currentTarget.checked)} />
    <span>{label}</span>
  </label>
)

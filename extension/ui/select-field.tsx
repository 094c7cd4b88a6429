interface SelectFieldProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly change: (value: V) => void
}

/** One of several, in the browser's own control: it works with every key and reader. */
export const SelectField = <V extends string>({ label, value, options, change }: SelectFieldProps<V>) => (
  <label class="field select-field">
    <span>{label}</span>
    <select
      onChange={({ currentTarget }) => {
        const picked = options[currentTarget.selectedIndex]
        if (picked) change(picked.value)
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} selected={option.value === value}>
          {option.label}
        </option>
      ))}
    </select>
  </label>
)

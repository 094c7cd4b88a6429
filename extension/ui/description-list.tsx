import type { ComponentChildren } from 'preact'
import type { MessageKey, Texts } from './texts.ts'

/** Label and value; a row whose value is null is left out. */
export type Row = readonly [label: MessageKey, value: ComponentChildren]

/** Values may hold right-to-left letters: `<bdi>` keeps them from reordering what stands beside them. */
export const DescriptionList = ({ rows, texts }: { rows: readonly Row[]; texts: Texts }) => (
  <dl class="description-list">
    {rows.map(([label, value]) =>
      value === null ? null : (
        <div key={label}>
          <dt>{texts(label)}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ),
    )}
  </dl>
)

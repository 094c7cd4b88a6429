import type { NameDifference } from '../../src/protocol/errors.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import type { MessageKey, Texts } from './texts.ts'

/** By type as in DistinguishedName; `subject`: the same attributes in another order. */
const ATTRIBUTES: ReadonlyMap<string, MessageKey> = new Map([
  ['subject', 'attribute_subject'],
  ['CN', 'attribute_cn'],
  ['O', 'attribute_o'],
  ['OU', 'attribute_ou'],
  ['C', 'attribute_c'],
  ['ST', 'attribute_st'],
  ['L', 'attribute_l'],
  ['serialNumber', 'attribute_serial_number'],
  ['emailAddress', 'attribute_email'],
])

/** What people call an attribute of a name; one that has no word is shown as it is. */
export const attributeName = (type: string, texts: Texts): string => {
  const key = ATTRIBUTES.get(type)
  return key ? texts(key) : visibleText(type)
}

const Value = ({ value, texts }: { value: string | null; texts: Texts }) => (
  <td>{value === null ? <span class="quiet">{texts('differences_none')}</span> : <bdi>{visibleText(value)}</bdi>}</td>
)

/** The old name and the new one side by side, as far as they differ: two columns, for the popup is narrow. */
export const SubjectDifferences = ({
  differences,
  texts,
}: {
  differences: readonly NameDifference[]
  texts: Texts
}) => (
  <table class="differences">
    <caption class="heading-small">{texts('differences_caption')}</caption>
    <thead>
      <tr>
        <th scope="col">{texts('differences_before')}</th>
        <th scope="col">{texts('differences_now')}</th>
      </tr>
    </thead>
    {differences.map(({ type, before, now }, index) => (
      <tbody key={String(index)}>
        <tr>
          <th scope="rowgroup" colSpan={2}>
            {attributeName(type, texts)}
          </th>
        </tr>
        <tr>
          <Value value={before} texts={texts} />
          <Value value={now} texts={texts} />
        </tr>
      </tbody>
    ))}
  </table>
)

import type { Line } from '../../src/status/list/lines.ts'
import { SORT_KEYS } from '../../src/status/list/sort.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import type { Texts } from '../ui/texts.ts'

/** The line over those of one company or one ID. */

type GroupLine = Exclude<Line, { kind: 'certificate' }>

const wordsOf = (line: GroupLine, texts: Texts): string => {
  if (line.kind === 'company') {
    if (line.corporateId === null) return texts('certificates_list_no_company')
    const company = texts('certificates_list_company', { id: line.corporateId })
    return line.bank ? `${company} ${visibleText(line.bank.name[texts.language])}` : company
  }
  const role = line.role?.name[texts.language]
  if (line.userId === null) return role ? texts('certificates_list_role', { role }) : texts('certificates_list_no_user')
  const user = texts('certificates_list_user', { id: line.userId })
  return role ? texts('due_holder', { name: user, role }) : user
}

export const GroupLine = ({ line, texts }: { line: GroupLine; texts: Texts }) => (
  <th colSpan={SORT_KEYS.length} scope="colgroup">
    <bdi>{wordsOf(line, texts)}</bdi>{' '}
    <span class="quiet">{texts('certificates_list_count', { count: String(line.certificates) })}</span>
  </th>
)

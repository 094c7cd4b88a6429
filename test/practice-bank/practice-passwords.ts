/**
 * What a person types at the practice banks. All of it is fixed and no secret.
 * The 管理者カード, as it is printed on its back:
 *
 *       ア  イ  ウ  エ  オ  カ  キ  ク  ケ  コ
 *   1   27  83  14  60  95  38  71  02  49  56
 *   2   91  05  68  32  47  19  80  53  76  24
 *   3   40  72  36  89  01  65  23  97  18  54
 *   4   63  28  07  45  82  90  34  16  59  71
 *   5   15  49  93  20  66  52  08  77  31  84
 */
export const PRACTICE_PASSWORDS = {
  /** 契約法人暗証番号, of the 管理者. */
  corporate: '246810',
  /** 利用者暗証番号, of each 利用者. */
  user: '135790',
  /** 暗証番号 that is asked for 電子証明書取得, of everybody. */
  obtaining: '112233',
} as const

const COLUMNS = [...'アイウエオカキクケコ']
const ROWS = [
  ['27', '83', '14', '60', '95', '38', '71', '02', '49', '56'],
  ['91', '05', '68', '32', '47', '19', '80', '53', '76', '24'],
  ['40', '72', '36', '89', '01', '65', '23', '97', '18', '54'],
  ['63', '28', '07', '45', '82', '90', '34', '16', '59', '71'],
  ['15', '49', '93', '20', '66', '52', '08', '77', '31', '84'],
]

const CARD: ReadonlyMap<string, string> = new Map(
  ROWS.flatMap((values, row) => values.map((value, column) => [`${COLUMNS[column]}-${row + 1}`, value] as const)),
)

/** The 管理者カード's positions: ア-1 to コ-5. */
export const CARD_POSITIONS: readonly string[] = [...CARD.keys()]

/** @param position as the bank asks for it: ア-1 */
export function cardValue(position: string): string {
  const value = CARD.get(position)
  if (value === undefined) throw new Error(`The practice card has no position ${position}`)
  return value
}

/** The card as lines of text, for a person to read off. */
export function practiceCard(): readonly string[] {
  return [`    ${COLUMNS.join('  ')}`, ...ROWS.map((values, row) => `${row + 1}   ${values.join('  ')}`)]
}

import { useRef } from 'preact/hooks'
import type { Texts } from '../ui/texts.ts'
import { ListTable } from './list-table.tsx'
import type { List } from './list-view.ts'
import { Timeline } from './timeline.tsx'
import { Toolbar } from './toolbar.tsx'

interface CertificateListProps {
  readonly list: List
  /** Whether there are so many that they have to be searched and counted. */
  readonly isMany: boolean
  /** SHA-256 of the certificate whose line gets the focus when the list is drawn; null: none. */
  readonly focusOn: string | null
  /** SHA-256 of certificates that their CAs have taken back. */
  readonly revoked: ReadonlySet<string>
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
}

const countWords = ({ all, found }: List, texts: Texts): string => {
  const counts = { all: String(all.length), shown: String(found.listed.length) }
  return texts(counts.all === counts.shown ? 'certificates_list_all' : 'certificates_list_shown', counts)
}

/** More links than anybody wants to pass one by one. */
const MANY_LINKS = 20

/** The way past a list with the keyboard. */
const Skip = ({ to, texts }: { to: { readonly current: HTMLElement | null }; texts: Texts }) => (
  <button type="button" class="link skip" onClick={() => to.current?.focus()}>
    {texts('certificates_list_skip')}
  </button>
)

/** Every certificate, wherever it lies; where there are many, with what finds one among them. */
export const CertificateList = ({ list, isMany, focusOn, revoked, now, texts }: CertificateListProps) => {
  const end = useRef<HTMLDivElement>(null)
  const { view, change, found, lines } = list
  const { filter } = view
  return (
    <>
      {isMany && (
        <Timeline
          counts={found.ofExpiry}
          chosen={filter.expiry}
          choose={(expiry) => change({ filter: { ...filter, expiry } })}
          now={now}
          texts={texts}
        />
      )}
      <section class="list" aria-labelledby="list">
        <h2 class="heading-medium" id="list">
          {texts('certificates_list_heading')}
        </h2>
        {isMany && <Toolbar list={list} texts={texts} />}
        {isMany && (
          <p class="quiet" role="status">
            {countWords(list, texts)}
          </p>
        )}
        {lines.length > MANY_LINKS && <Skip to={end} texts={texts} />}
        {found.listed.length > 0 ? (
          <ListTable
            lines={lines}
            view={view}
            changeSort={isMany ? (sort) => change({ sort }) : null}
            focusOn={focusOn}
            revoked={revoked}
            texts={texts}
          />
        ) : (
          <p>{texts('certificates_list_nothing')}</p>
        )}
        <div ref={end} class="heading-focus" tabIndex={-1} />
      </section>
    </>
  )
}

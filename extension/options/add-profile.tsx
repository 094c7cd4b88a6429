import { useCallback, useRef, useState } from 'preact/hooks'
import type { KnownProfile } from '../../src/renewal/snapshot.ts'
import type { Send } from '../ui/connection.ts'
import { FileDrop } from '../ui/file-drop.tsx'
import { Icon } from '../ui/icon.tsx'
import type { Texts } from '../ui/texts.ts'
import { type Candidate, candidateOf } from './candidate.ts'
import { CandidateView } from './candidate-view.tsx'

interface AddProfileProps {
  readonly profiles: readonly KnownProfile[]
  readonly texts: Texts
  readonly send: Send
}

const idsOf = (profiles: readonly KnownProfile[], source: KnownProfile['source']): ReadonlySet<string> =>
  new Set(profiles.filter((profile) => profile.source === source).map(({ bank }) => bank.id))

/** The file that was picked last; an earlier one that took longer to read is passed over. */
const useCandidate = (profiles: readonly KnownProfile[]) => {
  const [candidate, setCandidate] = useState<Candidate | null>(null)
  const turn = useRef(0)
  const known = useRef(profiles)
  known.current = profiles
  const take = useCallback((files: readonly File[]) => {
    const mine = ++turn.current
    void candidateOf(files, idsOf(known.current, 'bundled')).then((found) => {
      if (mine === turn.current && found) setCandidate(found)
    })
  }, [])
  return { candidate, take, forget: () => setCandidate(null) }
}

const Added = ({ hosts, texts }: { hosts: boolean; texts: Texts }) => (
  <p class="site-state">
    <Icon name="success" />
    <span>{texts(hosts ? 'options_added_hosts' : 'options_added')}</span>
  </p>
)

/** A bank's profile from a file: looked at first, added by a click. */
export const AddProfile = ({ profiles, texts, send }: AddProfileProps) => {
  const { candidate, take, forget } = useCandidate(profiles)
  const [sent, setSent] = useState<string | null>(null)
  const own = profiles.filter(({ source }) => source === 'added')
  // Only the background knows whether it was kept.
  const added = candidate ? undefined : own.find(({ bank }) => bank.id === sent)
  const id = candidate?.state === 'good' ? candidate.profile.id : null
  const add = () => {
    if (candidate?.state !== 'good') return
    send({ type: 'profile-added', text: candidate.text })
    setSent(candidate.profile.id)
    forget()
  }
  return (
    <section aria-labelledby="add">
      <h2 id="add" class="heading-medium">
        {texts('options_add')}
      </h2>
      <FileDrop
        take={take}
        accept=".json,application/json"
        explain={texts('options_add_explain')}
        choose={texts('options_choose_file')}
      />
      <div role="status">{added && <Added hosts={added.origins.length > 0} texts={texts} />}</div>
      {candidate && (
        <CandidateView
          key={JSON.stringify(candidate)}
          candidate={candidate}
          replaced={own.find(({ bank }) => bank.id === id) ?? null}
          add={add}
          cancel={forget}
          texts={texts}
        />
      )}
    </section>
  )
}

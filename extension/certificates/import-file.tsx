import { useCallback, useState } from 'preact/hooks'
import type { ErrorCode } from '../../src/protocol/errors.ts'
import type { Store } from '../../src/protocol/schema.ts'
import { type Holdings, targetsOfImport } from '../../src/renewal/holdings.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { whatHappened, whatNext } from '../ui/errors.ts'
import { FileDrop } from '../ui/file-drop.tsx'
import { storeName } from '../ui/names.ts'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { RadioCard } from '../ui/radio-card.tsx'
import type { Texts } from '../ui/texts.ts'
import type { Blocked } from './at-work.tsx'
import { readKeyFile } from './read-key-file.ts'

interface ImportFileProps {
  readonly holdings: Holdings
  readonly blocked: Blocked
  readonly texts: Texts
  readonly send: Send
}

/** The only token, else the only store; null: the user must say. */
const usualTarget = (stores: readonly Store[]): string | null => {
  const tokens = stores.filter(({ kind }) => kind === 'token')
  const likely = tokens.length > 0 ? tokens : stores
  return likely.length === 1 ? (likely[0]?.uri ?? null) : null
}

/** Names are shown and logged nowhere else; the host takes 255 characters. */
const MOST_NAME = 255

const Fault = ({ code, texts }: { code: ErrorCode; texts: Texts }) => (
  <NotificationBanner kind="error" heading={<p>{texts(whatHappened(code))}</p>}>
    <p>{texts(whatNext(code))}</p>
  </NotificationBanner>
)

interface ChosenProps extends ImportFileProps {
  readonly file: File
  readonly send: Send
  readonly gone: (fault: ErrorCode | null) => void
}

/** A file was picked: where to, and the button that begins. */
const Chosen = ({ file, holdings, blocked, texts, send, gone }: ChosenProps) => {
  const stores = targetsOfImport(holdings)
  const [picked, setPicked] = useState<string | null>(null)
  const store = stores.find(({ uri }) => uri === picked)?.uri ?? usualTarget(stores)
  const begin = async () => {
    if (!store) return
    const read = await readKeyFile(file)
    if ('fault' in read) return gone(read.fault)
    send({ type: 'import-file', store, fileName: file.name.slice(0, MOST_NAME), file: read.base64 })
    gone(null)
  }
  return (
    <div class="card">
      <h3 class="heading-small">
        <bdi>{visibleText(file.name)}</bdi>
      </h3>
      <fieldset>
        <legend class="heading-small">{texts('consent_store')}</legend>
        {stores.map((one) => (
          <RadioCard
            key={one.uri}
            name="import-store"
            label={storeName(one, texts)}
            chosen={one.uri === store}
            choose={() => setPicked(one.uri)}
          />
        ))}
      </fieldset>
      <p class="quiet">{texts('certificates_import_password')}</p>
      <div class="buttons">
        <Button kind="primary" press={() => void begin()} blockedBy={blocked ?? (store ? undefined : 'import-blocked')}>
          {texts('certificates_import_yes')}
        </Button>
        <Button kind="secondary" press={() => gone(null)}>
          {texts('consent_no')}
        </Button>
      </div>
      {!store && (
        <p id="import-blocked" class="quiet">
          {texts('consent_choose_store')}
        </p>
      )}
    </div>
  )
}

/** A certificate that the user has as a file (.p12, .pfx). Its bytes are read when the button is pressed, and kept nowhere. */
export const ImportFile = (props: ImportFileProps) => {
  const { texts } = props
  const [file, setFile] = useState<File | null>(null)
  const [fault, setFault] = useState<ErrorCode | null>(null)
  const take = useCallback((files: readonly File[]) => {
    const [first = null] = files
    setFault(null)
    if (first) setFile(first)
  }, [])
  const gone = (code: ErrorCode | null) => {
    setFile(null)
    setFault(code)
  }
  return (
    <section aria-labelledby="import">
      <h2 class="heading-medium" id="import">
        {texts('certificates_import')}
      </h2>
      <FileDrop
        take={take}
        accept=".p12,.pfx,application/x-pkcs12"
        explain={texts('certificates_import_explain')}
        choose={texts('options_choose_file')}
      />
      <div role="status">{fault && <Fault code={fault} texts={texts} />}</div>
      {file && <Chosen key={`${file.name} ${file.lastModified}`} {...props} file={file} gone={gone} />}
    </section>
  )
}

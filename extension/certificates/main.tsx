import { send } from '../ui/connection.ts'
import { loadAllTexts } from '../ui/load-all-texts.ts'
import { show } from '../ui/show.tsx'
import '../ui/style.css'
import '../ui/fields.css'
import '../ui/tab-page.css'
import './certificates.css'
import './reports.css'
import './revocation.css'
import './list.css'
import './details.css'
import { Certificates } from './certificates.tsx'

show('title_certificates', loadAllTexts, (snapshot, texts) => (
  <Certificates snapshot={snapshot} texts={texts} send={send} />
))
send({ type: 'certificates-opened' })

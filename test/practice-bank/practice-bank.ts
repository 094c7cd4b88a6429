import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { CertificateAuthority, type IssuedCertificate } from './certificate-authority.ts'
import { oneYearEndingIn } from './japanese-day.ts'
import { Ledger, type Submission } from './ledger.ts'
import type { Misbehaviour } from './misbehaviour.ts'
import { notFoundPage } from './pages/errors.ts'
import { hostileFramePage } from './pages/hostile.ts'
import { RenewalDesk } from './renewal-desk.ts'
import { page } from './reply.ts'
import { type Asked, answer, type Sent, sent } from './routes.ts'
import { Sessions } from './sessions.ts'
import { startSiteServer } from './site-server.ts'
import type { SubjectName } from './subject.ts'
import type { Site, System, SystemName } from './system.ts'
import { SYSTEMS, systemAt, systemOf } from './systems.ts'
import { OTHER_HOST, tlsServerFiles } from './tls-server-files.ts'

export interface PracticeBankOptions {
  /** Holds the bank's CA, its TLS certificate and its ledger; made when it is missing. */
  readonly stateFolder: string
  /** 0 or nothing: a free one is chosen. The stranger's site takes the next one. */
  readonly port?: number
  readonly misbehaviour?: Misbehaviour
  /** The bank's clock; TLS itself goes by the machine's. */
  readonly now?: () => Date
}

export interface ClientOrder {
  /** 契約法人ID, 10 digits; for a 利用者, followed by the 利用者ID. */
  readonly commonName: string
  readonly organization?: string
  readonly organizationalUnit?: string
  /** The last day, counted from today; negative for a certificate that has expired. */
  readonly days: number
}

export interface ClientIdentity extends IssuedCertificate {
  readonly privateKeyPem: string
}

export interface PracticeBank {
  /** Where 【法人W】 is practised, computer and 専用USB. */
  readonly origin: string
  /** The addresses of all systems: one server, a bank each. */
  readonly origins: Readonly<Record<SystemName, string>>
  /** A stranger's site, under another host name and port. It asks for no client certificate. */
  readonly otherOrigin: string
  readonly port: number
  /** PEM of the CA of the site's own certificate, for a browser to trust. */
  readonly tlsCaFile: string
  /** PEM of the issuing and the root CA of the client certificates. */
  readonly clientCaFile: string
  misbehave(kind: Misbehaviour): void
  /** Every log-on is forgotten, as after a night: the next page says so. */
  endSessions(): void
  /** Serial numbers of the certificates that TLS showed at a system's log-ons, oldest first. */
  logOns(system: SystemName): readonly string[]
  /** Every request that was posted, refused ones included, oldest first. */
  submissions(): readonly Submission[]
  /** Every client certificate, oldest first. */
  issued(): readonly IssuedCertificate[]
  /** A certificate as if issued a year before its last day: for the key of a request (PEM), else for a new key. */
  issueClientCertificate(order: ClientOrder & { readonly csr: string }): Promise<IssuedCertificate>
  issueClientCertificate(order: ClientOrder): Promise<ClientIdentity>
  close(): Promise<void>
}

export async function startPracticeBank(options: PracticeBankOptions): Promise<PracticeBank> {
  const stateFolder = resolve(options.stateFolder)
  const now = options.now ?? (() => new Date())
  let misbehaviour = options.misbehaviour ?? 'none'
  await mkdir(stateFolder, { recursive: true })
  const authority = await CertificateAuthority.open(join(stateFolder, 'client-ca'))
  const tls = await tlsServerFiles(join(stateFolder, 'tls'))
  const ledger = new Ledger(stateFolder)

  const desk = new RenewalDesk({ authority, ledger, now, misbehaviour: () => misbehaviour })
  let otherOrigin = ''
  const strangerUrl = (eventName: string) => `${otherOrigin}/hostile-frame?event=${encodeURIComponent(eventName)}`
  const sites = new Map<System, Site>(
    SYSTEMS.map((system) => [system, { face: system.face, desk, sessions: new Sessions(), now, strangerUrl }]),
  )
  const port = options.port ?? 0
  const bankServer = await startSiteServer({
    tls,
    clientCaFile: authority.chainFile,
    port,
    reply: async (asked) => dated(await answerOf(asked, sites), now()),
  })
  // A port of its own: a handshake asks for a client certificate before it is known which host is meant.
  const otherServer = await startSiteServer({ tls, port: port === 0 ? 0 : port + 1, reply: strangerReply })
  otherOrigin = `https://${OTHER_HOST}:${otherServer.port}`
  const originOf = (name: SystemName) => `https://${systemOf(name).host}:${bankServer.port}`

  return {
    origin: originOf('shinkin-hojin-ib'),
    origins: {
      'keiyaku-hojin': originOf('keiyaku-hojin'),
      'shinkin-hojin-web': originOf('shinkin-hojin-web'),
      'shinkin-hojin-ib': originOf('shinkin-hojin-ib'),
      'shinkin-hojin-ib-older': originOf('shinkin-hojin-ib-older'),
    },
    otherOrigin,
    port: bankServer.port,
    tlsCaFile: tls.caCertificate,
    clientCaFile: authority.chainFile,
    misbehave: (kind) => {
      misbehaviour = kind
    },
    endSessions: () => {
      for (const { sessions } of sites.values()) sessions.forgetAll()
    },
    logOns: (system) =>
      siteOf(sites, systemOf(system))
        .sessions.openedWith()
        .map(({ serialNumber }) => serialNumber),
    submissions: () => ledger.submissions(),
    issued: () => ledger.issued(),
    issueClientCertificate: clientCertificateIssuer(authority, ledger, now),
    close: async () => {
      await Promise.all([bankServer.close(), otherServer.close()])
    },
  }
}

/** The bank's clock is on every page, as HTTP has it. */
function dated(sent: Sent, now: Date): Sent {
  return { ...sent, headers: { ...sent.headers, date: now.toUTCString() } }
}

function answerOf(asked: Asked, sites: ReadonlyMap<System, Site>): Promise<Sent> {
  const system = systemAt(asked.host)
  return answer(asked, system, siteOf(sites, system))
}

function siteOf(sites: ReadonlyMap<System, Site>, system: System): Site {
  const site = sites.get(system)
  if (site === undefined) throw new Error(`${system.host} has not been opened`)
  return site
}

function strangerReply({ route, query }: Asked): Sent {
  const { face } = systemOf('shinkin-hojin-ib')
  if (route !== 'GET /hostile-frame') return sent(page(notFoundPage(), 404), face)
  return sent(page(hostileFramePage(query.get('event') ?? '')), face)
}

function clientCertificateIssuer(
  authority: CertificateAuthority,
  ledger: Ledger,
  now: () => Date,
): PracticeBank['issueClientCertificate'] {
  function issue(order: ClientOrder & { readonly csr: string }): Promise<IssuedCertificate>
  function issue(order: ClientOrder): Promise<ClientIdentity>
  async function issue(order: ClientOrder & { readonly csr?: string }): Promise<IssuedCertificate | ClientIdentity> {
    const key = order.csr === undefined ? await authority.makeKey() : undefined
    const csrPem = key?.csrPem ?? order.csr ?? ''
    const issued = await authority.issue(csrPem, subjectFor(order), oneYearEndingIn(order.days, now()))
    ledger.recordIssued(issued)
    return key === undefined ? issued : { ...issued, privateKeyPem: key.privateKeyPem }
  }
  return issue
}

function subjectFor(order: ClientOrder): SubjectName {
  const { bank, service } = systemOf('shinkin-hojin-ib').face
  return [
    ['C', 'JP'],
    ['O', order.organization ?? bank],
    ['OU', order.organizationalUnit ?? service],
    ['CN', order.commonName],
  ]
}

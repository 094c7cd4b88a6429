/**
 * The one place of the extension that asks the network. It goes to addresses that certificates name, on hosts that the user has
 * allowed, and nothing goes along: no cookie, no referrer; and nowhere else, for a redirect is an error.
 */

const TIME_LIMIT_MS = 10_000

/** What came of it, or why nothing did, in a few words. */
export type Fetched = { readonly bytes: Uint8Array } | { readonly trouble: string }

export interface Question {
  readonly url: string
  /** An OCSP request to be posted; null: what lies there is taken. */
  readonly post: Uint8Array | null
  /** Octets; more are not read. */
  readonly most: number
}

const ask = ({ url, post }: Question): Promise<Response> =>
  fetch(url, {
    ...(post && { method: 'POST', headers: { 'content-type': 'application/ocsp-request' }, body: post.slice() }),
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  })

/** Counted while it comes: what its length is said to be need not be true. */
const readBody = async ({ body }: Response, most: number): Promise<Fetched> => {
  const reader = body?.getReader()
  const parts: BlobPart[] = []
  let length = 0
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length
    if (length > most) {
      await reader?.cancel()
      return { trouble: `more than ${most} bytes` }
    }
    parts.push(part.value)
  }
  return { bytes: new Uint8Array(await new Blob(parts).arrayBuffer()) }
}

export const fetchAnswer = async (question: Question): Promise<Fetched> => {
  try {
    const response = await ask(question)
    return response.status === 200 ? await readBody(response, question.most) : { trouble: `HTTP ${response.status}` }
  } catch (error) {
    // Browsers say no more than that it did not work, or that it took too long; the name is the same in every language.
    return { trouble: error instanceof Error ? error.name : 'network' }
  }
}

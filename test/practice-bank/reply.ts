import type { Html } from './html.ts'
import type { Screen } from './pages/layout.ts'

export interface Reply {
  readonly status: number
  /** A screen gets the masthead and the charset of the system that shows it; markup goes out as it is. */
  readonly body?: Screen | Html
  readonly headers?: Readonly<Record<string, string>>
}

export function page(body: Screen | Html, status = 200): Reply {
  return { status, body }
}

export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 303, headers: { location, ...headers } }
}

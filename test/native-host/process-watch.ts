import { readdirSync, readFileSync } from 'node:fs'

/** Looks at a process and all that come from it, over and over: their arguments and their environments. */

const EVERY_MS = 10

const parentOf = (pid: number): number => {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
  } catch {
    return 0
  }
}

const textOf = (pid: number, name: 'cmdline' | 'environ'): string => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8').replaceAll('\0', '\n')
  } catch {
    return ''
  }
}

export class ProcessWatch {
  readonly #family = new Set<number>()
  readonly #seen = new Set<string>()
  readonly #timer = setInterval(() => this.#look(), EVERY_MS)

  add(pid: number | undefined): void {
    if (pid !== undefined) this.#family.add(pid)
  }

  /** A process changes its arguments when it becomes another program: so each is read every time. */
  #look(): void {
    const all = readdirSync('/proc').map(Number).filter(Boolean)
    for (const pid of all) if (this.#family.has(parentOf(pid))) this.#family.add(pid)
    for (const pid of this.#family) {
      this.#seen.add(`arguments: ${textOf(pid, 'cmdline')}`)
      this.#seen.add(`environment: ${textOf(pid, 'environ')}`)
    }
  }

  /** Everything that was seen. */
  end(): string[] {
    clearInterval(this.#timer)
    return [...this.#seen]
  }
}

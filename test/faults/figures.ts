import { mkdirSync, writeFileSync } from 'node:fs'

/** What a grid has counted, for the table in docs/faults.md: `npm run faults` puts the figures of all grids together. */
export interface Figures {
  /** Heading of the grid. */
  readonly grid: string
  /** What was counted → how many; in the order in which it is to be read. */
  readonly counts: Readonly<Record<string, number | string>>
}

export const FIGURES_FOLDER = '.scratch/faults'

/** @param name file name without its ending, also the order of the table: `1-kill-grid` */
export const writeFigures = (name: string, figures: Figures): void => {
  mkdirSync(FIGURES_FOLDER, { recursive: true })
  writeFileSync(`${FIGURES_FOLDER}/${name}.json`, JSON.stringify(figures, null, 2))
}

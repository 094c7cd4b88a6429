import axe from 'axe-core'
import type { Page } from 'puppeteer-core'
import { emulate } from './view.ts'

const run = (page: Page, rules: readonly string[] | null): Promise<string[]> =>
  page.evaluate(async (only) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(only ? { runOnly: [...only] } : {})
    return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html).join(' | ')})`)
  }, rules)

/** Pixels by which the page is wider than its window. */
const sidewaysOverflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/**
 * What is wrong with the page for somebody, a line each: every rule of axe-core, contrast in the dark too (no other
 * rule depends on colours), and that nothing must be scrolled sideways. Leaves the page with dark colours.
 */
export const problemsOf = async (page: Page): Promise<string[]> => {
  // The page's policy forbids inline scripts; the browser's own channel is not bound by it.
  await page.evaluate(axe.source)
  const overflow = await sidewaysOverflow(page)
  const problems = await run(page, null)
  await emulate(page, { colours: 'dark' })
  const inTheDark = await run(page, ['color-contrast'])
  return [
    ...problems,
    ...inTheDark.map((problem) => `dark: ${problem}`),
    ...(overflow > 0 ? [`${overflow} px wider than the window`] : []),
  ]
}

import type { PageSource } from './page/page-source.ts'

/** A manual shows the same screens and quotes the same words. It tells what to do, step after step; a bank's screen does not. */

const STEP_SIGNS = /[①-⑳]|(?:手順|step|ステップ)\s?[1-9１-９]/giu
const TELLING = /クリックし|ｸﾘｯｸし|クリック。|を押し|を押下|選択し(?:て|ます)|が表示され(?:ます|たら|る)/g
/** A bank's own screen may number two things, or say twice what to press. */
const SIGNS = 3
const SENTENCES = 4

export const readsLikeInstructions = (page: PageSource): boolean => {
  const text = page.rawText()
  const signs = new Set(text.match(STEP_SIGNS) ?? []).size
  return signs >= SIGNS || (text.match(TELLING) ?? []).length >= SENTENCES
}

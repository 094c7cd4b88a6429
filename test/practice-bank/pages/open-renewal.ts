import { fixedMarkup } from '../html.ts'

/** ⇒別ウィンドウで、「電子証明書更新前処理中」画面が表示されます。 */
export const OPEN_RENEWAL = fixedMarkup(`
function openRenewal(url) {
  var features = "width=840,height=640,menubar=no,toolbar=no,scrollbars=yes,resizable=yes";
  window.open(url, "renewal", features);
  return false;
}
`)

import { fixedMarkup, type Html, html, scriptString } from '../html.ts'
import { attributeOf, type SubjectName } from '../subject.ts'

/** Written for Internet Explorer and CertEnroll, and for nothing else. */
export function enrolmentScript(customer: SubjectName): Html {
  const name = `CN=${attributeOf(customer, 'CN')},O=${attributeOf(customer, 'O')},C=JP`
  return html`
var distinguishedName = ${scriptString(name)};
${MAKE_REQUEST}${SUPPORT}`
}

/** The script of the page that brings the certificate. */
export function installScript(answer: string): Html {
  return html`
var response = ${scriptString(answer)};
${INSTALL_RESPONSE}${SUPPORT}`
}

const MAKE_REQUEST = fixedMarkup(`
function makeRequest(exportPolicy) {
  var factory = new ActiveXObject("X509Enrollment.CX509EnrollmentWebClassFactory");
  var key = factory.CreateObject("X509Enrollment.CX509PrivateKey");
  key.ProviderName = "Microsoft Enhanced Cryptographic Provider v1.0";
  key.ProviderType = "1";
  key.KeySpec = "1";
  key.Length = 2048;
  key.ExportPolicy = exportPolicy;
  var request = factory.CreateObject("X509Enrollment.CX509CertificateRequestPkcs10");
  request.InitializeFromPrivateKey(1, key, "");
  var name = factory.CreateObject("X509Enrollment.CX500DistinguishedName");
  name.Encode(distinguishedName, 0);
  request.Subject = name;
  var enrollment = factory.CreateObject("X509Enrollment.CX509Enrollment");
  enrollment.InitializeFromRequest(request);
  return enrollment.CreateRequest(1);
}

function enrol(store) {
  if (!isSupported()) {
    showUnsupported();
    return;
  }
  var form = document.forms["enrolment"];
  try {
    // The management software copies the key to the USB, so it must be exportable.
    form.request.value = makeRequest(store == "token" ? 1 : 0);
  } catch (e) {
    showError(e);
    return;
  }
  form.store.value = store;
  form.submit();
}
`)

const INSTALL_RESPONSE = fixedMarkup(`
function install() {
  if (!isSupported()) {
    showUnsupported();
    return;
  }
  try {
    var factory = new ActiveXObject("X509Enrollment.CX509EnrollmentWebClassFactory");
    var enrollment = factory.CreateObject("X509Enrollment.CX509Enrollment");
    enrollment.Initialize(1);
    enrollment.InstallResponse(0, response, 6, "");
  } catch (e) {
    showError(e);
    return;
  }
  document.forms["installed"].submit();
}
`)

const SUPPORT = fixedMarkup(`
function isSupported() {
  return typeof ActiveXObject != "undefined";
}

function showUnsupported() {
  document.getElementById("message").innerHTML =
    '<font color="#cc0000">ご利用のブラウザでは電子証明書の更新を行えません。</font>';
}

function showError(e) {
  location.href = "/renewal/error?number=" + encodeURIComponent(e.number);
}
`)

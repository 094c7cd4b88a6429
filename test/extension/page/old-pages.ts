/** Scripts in the manner of enrolment pages of the Internet Explorer era. Each leaves its result last. */

/** Makes a request in the way most pages do; `form` stands for the form it posts. */
export const REQUEST_SCRIPT = `
  var form = {}
  function createRequest() {
    try {
      var factory = new ActiveXObject("X509Enrollment.CX509EnrollmentWebClassFactory")
      var enroll = factory.CreateObject("X509Enrollment.CX509Enrollment")
      var key = factory.CreateObject("X509Enrollment.CX509PrivateKey")
      var request = factory.CreateObject("X509Enrollment.CX509CertificateRequestPkcs10")
      var name = factory.CreateObject("X509Enrollment.CX500DistinguishedName")
      key.ProviderName = "Microsoft Enhanced Cryptographic Provider v1.0"
      key.ProviderType = "1"
      key.KeySpec = "1"
      key.Length = "2048"
      key.ExportPolicy = 1
      request.InitializeFromPrivateKey(1, key, "")
      name.Encode("CN=1234567890,O=れんしゅう信用金庫,C=JP", 0)
      request.Subject = name
      enroll.InitializeFromRequest(request)
      form.request = enroll.CreateRequest(1)
    } catch (e) {
      form.error = { isError: e instanceof Error, number: e.number, description: e.description }
    }
    return form
  }
  createRequest()
`

/** Installs an answer; the object is an element, and its name is spelt as VBScript would. */
export const INSTALL_SCRIPT = `
  var classFactory = new HTMLObjectElement({ id: "classFactory", classid: "CLSID:884E2049-217D-11DA-B2A4-000E7BBB2B09" })
  function install(response) {
    try {
      var enroll = classFactory.createobject("x509enrollment.cx509enrollment.1")
      enroll.initialize(1)
      enroll.installresponse(4, response, 6, "")
      return "installed"
    } catch (e) {
      return e.number
    }
  }
`

/** What Prototype 1.5 and JSON libraries of 2006 do to the objects of every page that loads them. */
export const OLD_LIBRARY = `
  Object.prototype.toJSON = function () { return "spoilt" }
  String.prototype.toJSON = function () { return "spoilt" }
  Array.prototype.toJSON = function () { return "spoilt" }
  Array.prototype.reduce = function () { return this.length > 1 ? this : this[0] }
  Array.prototype.entries = function () { return this }
  Array.from = function () { return [] }
  Object.keys = function (object) { var keys = []; for (var key in object) keys.push(key); return keys }
  Function.prototype.bind = function () { return null }
  JSON.parse = JSON.stringify = function () { return null }
  EventTarget.prototype.dispatchEvent = CustomEvent = document.dispatchEvent = function () { return null }
  Object.defineProperty(Document.prototype, "cookie", { get: function () { return "" }, set: function () {} })
  performance.now = Performance.prototype.now = function () { return 0 }
  Crypto.prototype.getRandomValues = function () { return null }
  Reflect.apply = function () { return null }
`

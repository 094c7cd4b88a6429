import { certEnroll } from '../../../../src/enrolment/certenroll.ts'
import type { HostQuestion } from '../../../../src/enrolment/channel.ts'
import type { PageAnswer } from '../../../../src/protocol/extension.ts'

/** The members that these tests touch. */
export type MemberName =
  | 'Add'
  | 'AddAvailableCsps'
  | 'Certificate'
  | 'Clear'
  | 'Close'
  | 'ContainerName'
  | 'Count'
  | 'Create'
  | 'CreateObject'
  | 'CreatePFX'
  | 'CreateRequest'
  | 'CspAlgorithm'
  | 'CspAlgorithms'
  | 'CspInformation'
  | 'DefaultLength'
  | 'Encode'
  | 'EnhancedKeyUsage'
  | 'Enroll'
  | 'Export'
  | 'ExportPolicy'
  | 'FriendlyName'
  | 'GetAlgorithmOid'
  | 'GetCspStatusFromProviderName'
  | 'GetCspStatusesFromOperations'
  | 'HashAlgorithm'
  | 'IncrementLength'
  | 'Initialize'
  | 'InitializeEncode'
  | 'InitializeFromAlgorithmName'
  | 'InitializeFromCertificate'
  | 'InitializeFromName'
  | 'InitializeFromPrivateKey'
  | 'InitializeFromRequest'
  | 'InitializeFromTemplateName'
  | 'InitializeFromValue'
  | 'InstallResponse'
  | 'IsSmartCard'
  | 'ItemByIndex'
  | 'ItemByName'
  | 'KeyProtection'
  | 'KeySpec'
  | 'KeyUsage'
  | 'LegacyCsp'
  | 'Length'
  | 'MachineContext'
  | 'MaxLength'
  | 'MinLength'
  | 'Name'
  | 'ObjectId'
  | 'Open'
  | 'Opened'
  | 'Pin'
  | 'PrivateKey'
  | 'ProviderName'
  | 'ProviderType'
  | 'RawData'
  | 'Remove'
  | 'Response'
  | 'Subject'
  | 'TemplateName'
  | 'Type'
  | 'Value'
  | 'X509Extensions'
  | 'createobject'

/** An object as a page's untyped script sees it: every member may be anything, and be called. */
export interface ComObject extends Readonly<Record<MemberName, ComObject>> {
  (...values: unknown[]): ComObject
}

/** `object[member] = value`, in a page. */
export const put = (object: ComObject, member: MemberName, value: unknown): void => {
  Object.assign(object, { [member]: value })
}

export interface FakeHost {
  readonly questions: readonly HostQuestion[]
  /** `new ActiveXObject('X509Enrollment.' + name)` */
  readonly make: (name: string) => ComObject
  readonly factory: ComObject
}

/** @param answers what the host says to one call after the other; the last one stays */
export const fakeHost = (...answers: readonly PageAnswer[]): FakeHost => {
  const questions: HostQuestion[] = []
  const api = certEnroll((question) => {
    questions.push(question)
    return answers[questions.length - 1] ?? answers.at(-1) ?? { ok: true, request: 'MIIC' }
  })
  const make = (name: string) => api.create(`X509Enrollment.${name}`) as ComObject
  return { questions, make, factory: make('CX509EnrollmentWebClassFactory') }
}

import * as v from 'valibot'
import { toReport } from '../../src/protocol/errors.ts'
import { type WholeCertificate, wholeCertificateSchema } from '../../src/protocol/extension.ts'
import { ask } from '../ui/connection.ts'

/** Asks for a certificate as it lies in its store. @param certificate its URI */
export const askWhole = async (certificate: string): Promise<WholeCertificate> => {
  try {
    return v.parse(wholeCertificateSchema, await ask({ type: 'read-certificate', certificate }))
  } catch (error) {
    return { ok: false, error: toReport(error) }
  }
}

import { awaitHello } from './hello.ts'
import { keepStdoutForProtocol } from './quiet.ts'

/** The whole conversation with the browser, from the first byte to the end of its stream. @returns the exit code */
export const serveExtension = async (): Promise<number> => {
  keepStdoutForProtocol()
  const conversation = await awaitHello()
  if (conversation === null) return 0
  const { serve } = await import('./serve.ts')
  return serve(conversation)
}

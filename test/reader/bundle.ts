import { build } from 'vite'

/** The reader as one classic script: `globalThis.reader` is there when it has run. */
export const readerBundle = async (): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: 'test/reader/entry.ts', formats: ['iife'], name: 'koshin', fileName: 'reader' },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (output === undefined || !('output' in output)) throw new Error('Vite gave no output')
  return output.output[0].code
}

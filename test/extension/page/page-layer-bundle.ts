import { build } from 'vite'

/** The page layer as the product has it: one classic script. Built once a test file. */
export const pageLayerBundle = async (): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: 'extension/page/certenroll.iife.ts', formats: ['iife'], name: 'koshin', fileName: 'page' },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (output === undefined || !('output' in output)) throw new Error('Vite gave no output')
  return output.output[0].code
}

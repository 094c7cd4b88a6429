declare module '*/messages.json?popup' {
  const sentences: import('./ui/texts.ts').Sentences
  export default sentences
}

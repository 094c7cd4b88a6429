declare module '*/messages.json?popup' {
  const messages: import('./ui/texts.ts').Messages
  export default messages
}

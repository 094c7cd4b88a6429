/** `https://www.bank.example/*` → `www.bank.example` */
export const hostOfPattern = (pattern: string): string => pattern.slice('https://'.length, -'/*'.length)

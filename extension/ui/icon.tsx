/** Drawn here, 24 by 24, in the colour of the text around them; never the only sign of a state. */
const PATHS = {
  success: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1.6 14.4-4.2-4.2 1.5-1.5 2.7 2.7 5.9-5.9 1.5 1.5-7.4 7.4Z',
  warning: 'M12 2.6 1 21.4h22L12 2.6Zm1.1 16h-2.2v-2.2h2.2v2.2Zm0-4h-2.2V9h2.2v5.6Z',
  error: 'M8.3 2h7.4L22 8.3v7.4L15.7 22H8.3L2 15.7V8.3L8.3 2Zm4.8 15.6v-2.2h-2.2v2.2h2.2Zm0-4.2V6.4h-2.2v7h2.2Z',
  info: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm1.1 15h-2.2v-6.4h2.2V17Zm0-8.2h-2.2V6.6h2.2v2.2Z',
  todo: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 2.2a7.8 7.8 0 1 1 0 15.6 7.8 7.8 0 0 1 0-15.6Zm-.9 3.4v3.3H7.6v2.2h3.5l-1.6 1.7 1.6 1.5 4.4-4.1-4.4-4.6Z',
  check: 'M9.6 17.8 4 12.2l1.6-1.6 4 4 8.8-8.8L20 7.4 9.6 17.8Z',
} as const

export type IconName = keyof typeof PATHS

export const Icon = ({ name }: { name: IconName }) => (
  <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
)

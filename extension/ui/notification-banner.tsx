import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

interface NotificationBannerProps {
  readonly kind: 'success' | 'error' | 'warning' | 'info'
  /** A heading element: its level depends on where the banner stands. */
  readonly heading: ComponentChildren
  readonly children?: ComponentChildren
}

export const NotificationBanner = ({ kind, heading, children }: NotificationBannerProps) => (
  <div class={`banner banner-${kind}`}>
    <Icon name={kind} />
    <div class="banner-words">
      {heading}
      {children}
    </div>
  </div>
)

/** For what cannot wait: filled, before everything else (the certificate has expired). */
export const EmergencyBanner = ({ heading, children }: { heading: string; children: ComponentChildren }) => (
  <div class="emergency">
    <h2 class="heading-small">{heading}</h2>
    <p>{children}</p>
  </div>
)

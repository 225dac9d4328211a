import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

interface BadgeProps {
  kind: 'info' | 'success' | 'warning' | 'danger';
  icon?: IconName;
  children: ReactNode;
}

/** A state in a word, with an icon so that it does not rest on colour. */
export function Badge({ kind, icon = kind, children }: BadgeProps) {
  return (
    <span className={`kern-badge kern-badge--small kern-badge--${kind}`}>
      <Icon name={icon} size="small" />
      <span className="kern-label kern-label--small">{children}</span>
    </span>
  );
}

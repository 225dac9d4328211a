import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

interface AlertProps {
  kind: 'info' | 'success' | 'warning' | 'danger';
  title: string;
  children?: ReactNode;
  /** Announced by screen readers when it appears. */
  announce?: boolean;
}

/** A notice with icon, title and, where needed, more. */
export function Alert({ kind, title, children, announce }: AlertProps) {
  return (
    <div
      className={`kern-alert kern-alert--${kind}`}
      role={announce ? (kind === 'danger' ? 'alert' : 'status') : undefined}
    >
      <div className="kern-alert__header">
        <Icon name={kind} />
        <p className="kern-title">{title}</p>
      </div>
      {children && <div className="kern-alert__body">{children}</div>}
    </div>
  );
}

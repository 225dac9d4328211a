import type { ReactNode } from 'react';

/** What is shown where nothing is yet: why, and what to do next. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty-state">
      <p className="kern-title">{title}</p>
      {children && <div className="kern-body">{children}</div>}
      {action}
    </div>
  );
}

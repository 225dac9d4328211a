import { type ReactNode, Suspense, useState } from 'react';
import { Spinner } from '../ui/Spinner.tsx';

interface FoldedSectionProps {
  title: string;
  small?: boolean;
  /** What is loaded and asked for once it is unfolded. */
  children: ReactNode;
}

/** A section that is folded at first; what is in it costs nothing until then. */
export function FoldedSection({ title, small, children }: FoldedSectionProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="disclosure no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="disclosure-summary">{title}</summary>
      <div className={`disclosure-body${small ? ' small' : ''}`}>
        {open && <Suspense fallback={<Spinner />}>{children}</Suspense>}
      </div>
    </details>
  );
}

import { lazy, Suspense, useState } from 'react';
import { Spinner } from '../ui/Spinner.tsx';
import type { PackageTarget } from './PackageDownload.tsx';
import { usePostboxMessages } from './postboxMessages.ts';

const PackageDownload = lazy(() => import('./PackageDownload.tsx').then((m) => ({ default: m.PackageDownload })));

/** Offers everything of a mailbox or case as one sealed file. */
export function ExportSection({ target }: { target: PackageTarget }) {
  const t = usePostboxMessages();
  const [open, setOpen] = useState(false);
  return (
    <details className="disclosure no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="disclosure-summary">{t.packages.exportTitle}</summary>
      <div className="disclosure-body small">
        {open && (
          <Suspense fallback={<Spinner />}>
            <PackageDownload target={target} />
          </Suspense>
        )}
      </div>
    </details>
  );
}

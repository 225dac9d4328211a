import { Suspense, useState } from 'react';
import { lazyPart, nothing } from '../../lib/lazyPart.ts';
import { Button } from '../../ui/Button.tsx';
import { useStartMessages } from './startMessages.ts';

const ReportDialog = lazyPart(() => import('./ReportDialog.tsx'), 'ReportDialog', nothing);

interface ReportButtonProps {
  ars: string;
  service: { id: string; name: string };
  /** Those shown for it. */
  authorities: readonly { id: string; name: string }[];
}

/** Where anybody says that the authority shown for a service is the wrong one. */
export function ReportButton({ ars, service, authorities }: ReportButtonProps) {
  const t = useStartMessages();
  const [open, setOpen] = useState(false);
  return (
    <div className="no-print">
      <Button
        small
        look="tertiary"
        icon="mail"
        aria-label={t.candidates.reportOf(service.name)}
        onClick={() => setOpen(true)}
      >
        {t.candidates.report}
      </Button>
      {open && (
        <Suspense>
          <ReportDialog ars={ars} service={service} authorities={authorities} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

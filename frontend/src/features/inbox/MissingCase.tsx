import { useEffect } from 'react';
import { setPageTitle } from '../../lib/documentTitle.ts';
import { takeNavigationFocus } from '../../lib/navigationFocus.ts';
import { useInboxMessages } from './inboxMessages.ts';

/** A case that is not there, or cannot be shown now. */
export function MissingCase({ text }: { text: string }) {
  const t = useInboxMessages();
  useEffect(() => {
    setPageTitle(t.case.missing);
    takeNavigationFocus();
  }, [t]);
  return (
    <div className="inbox-case">
      <h1 className="kern-heading-medium" tabIndex={-1}>
        {t.case.missing}
      </h1>
      <p>{text}</p>
    </div>
  );
}

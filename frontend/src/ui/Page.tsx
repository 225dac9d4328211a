import { type ReactNode, useEffect } from 'react';
import { setPageTitle } from '../lib/documentTitle.ts';
import { focusHeading, takeNavigationFocus } from '../lib/navigationFocus.ts';

interface PageProps {
  /** The one h1 and the window's title. */
  title: string;
  /** Above the heading, such as "Schritt 2 von 4". */
  above?: ReactNode;
  /** Below the heading: what this page is for, in a sentence. */
  lead?: ReactNode;
  /** `text` for reading and forms (default), `wide` for lists beside something, `full` for work places. */
  width?: 'text' | 'wide' | 'full';
  /** The heading takes the focus when the page appears without a change of path, such as the next step of a form. */
  takesFocus?: boolean;
  children: ReactNode;
}

/** One page: names the window, carries the h1 that takes the focus after a navigation, and sets the measure. */
export function Page({ title, above, lead, width = 'text', takesFocus, children }: PageProps) {
  useEffect(() => setPageTitle(title), [title]);
  useEffect(takeNavigationFocus);
  useEffect(() => {
    if (takesFocus) focusHeading();
  }, [takesFocus]);
  return (
    <div className={`page page--${width}`}>
      <header className="page-header">
        {above && <p className="page-above">{above}</p>}
        <h1 className="kern-heading-large" tabIndex={-1}>
          {title}
        </h1>
        {lead && <p className="page-lead">{lead}</p>}
      </header>
      {children}
    </div>
  );
}

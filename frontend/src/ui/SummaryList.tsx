import type { ReactNode } from 'react';

/** One answer of a check-your-answers page. */
export interface SummaryRow {
  term: string;
  value: ReactNode;
  /** A link or button "Ändern" whose accessible name says what it changes. */
  action?: ReactNode;
}

/** Answers to be checked, each with its way back. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl className="summary-list">
      {rows.map(({ term, value, action }) => (
        <div key={term} className="summary-row">
          <dt>{term}</dt>
          <dd>{value}</dd>
          {action && <dd className="summary-action">{action}</dd>}
        </div>
      ))}
    </dl>
  );
}

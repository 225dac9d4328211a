import type { ReactNode } from 'react';

/** Terms and their values; rows without a value are left out. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value)
        .map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd className="verbatim">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

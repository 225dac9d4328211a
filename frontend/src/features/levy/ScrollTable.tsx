import type { ReactNode } from 'react';

interface ScrollTableProps {
  label: string;
  head: ReactNode;
  children: ReactNode;
}

/** A table that scrolls by itself where it is wider than the screen, by keys too. */
export function ScrollTable({ label, head, children }: ScrollTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className="levy-scroll" aria-label={label} tabIndex={0}>
      <table className="kern-table kern-table--small levy-table">
        <caption className="kern-sr-only">{label}</caption>
        <thead className="kern-table__head">
          <tr className="kern-table__row">{head}</tr>
        </thead>
        <tbody className="kern-table__body">{children}</tbody>
      </table>
    </section>
  );
}

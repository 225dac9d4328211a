import type { ReactNode } from 'react';

interface TableProps {
  caption: string;
  /** Hides the caption from sight where a heading says the same. */
  captionHidden?: boolean;
  head: readonly string[];
  children: ReactNode;
}

/** A data table that scrolls inside itself on narrow windows; the children are its rows. */
export function Table({ caption, captionHidden, head, children }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1).
    <section className="table-scroll" tabIndex={0} aria-label={caption}>
      <table className="kern-table kern-table--small">
        <caption className={captionHidden ? 'kern-sr-only' : 'kern-title'}>{caption}</caption>
        <thead className="kern-table__head">
          <tr className="kern-table__row">
            {head.map((title) => (
              <th key={title} className="kern-table__header" scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="kern-table__body">{children}</tbody>
      </table>
    </section>
  );
}

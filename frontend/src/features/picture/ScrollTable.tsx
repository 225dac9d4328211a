import type { ReactNode } from 'react';

interface ScrollTableProps {
  /** Id of the heading that names it. */
  labelledBy: string;
  /** The first one is above the names; numbers stand to the right. */
  columns: readonly { title: string; number?: boolean }[];
  children: ReactNode;
}

/** A table that scrolls by itself where it is wider than the screen, by keys too. */
export function ScrollTable({ labelledBy, columns, children }: ScrollTableProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: no set of fields, and no landmark beside the section's own.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard (WCAG 2.1.1).
    <div className="picture-scroll" role="group" aria-labelledby={labelledBy} tabIndex={0}>
      <table className="kern-table kern-table--small picture-table" aria-labelledby={labelledBy}>
        <thead className="kern-table__head">
          <tr className="kern-table__row">
            {columns.map(({ title, number }) => (
              <th
                key={title}
                scope="col"
                className={number ? 'kern-table__header picture-number' : 'kern-table__header'}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="kern-table__body">{children}</tbody>
      </table>
    </div>
  );
}

import type { ReactNode } from 'react';
import { useMedia } from '../../lib/useMedia.ts';
import { Facts } from '../../ui/Facts.tsx';

interface DataRow {
  key: string;
  /** Names the row. */
  name: ReactNode;
  cells: readonly ReactNode[];
  marked?: boolean;
}

interface DataTableProps {
  /** Id of the heading that names the table. */
  labelledBy: string;
  /** The first one is above the names. */
  columns: readonly [string, ...string[]];
  rows: readonly DataRow[];
}

/** Rows with a few short columns; where there is no room for columns, each row is a list of its own. */
export function DataTable({ labelledBy, columns, rows }: DataTableProps) {
  const wide = useMedia('(min-width: 40rem)');
  const [, ...terms] = columns;
  if (!wide) {
    return (
      <ul className="catalogue-rows" aria-labelledby={labelledBy}>
        {rows.map(({ key, name, cells, marked }) => (
          <li key={key} className={marked ? 'catalogue-marked' : undefined}>
            <p>{name}</p>
            <Facts rows={terms.map((term, index) => [term, cells[index]] as const)} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: no set of fields, and no landmark beside the section's own.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: with large text it scrolls, and what scrolls is reached by keyboard (WCAG 2.1.1).
    <div className="catalogue-table" role="group" aria-labelledby={labelledBy} tabIndex={0}>
      <table aria-labelledby={labelledBy}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells, marked }) => (
            <tr key={key} className={marked ? 'catalogue-marked' : undefined}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={terms[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

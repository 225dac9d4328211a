import { Badge } from '../../ui/Badge.tsx';
import { ComparedValue } from './ComparedValue.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import type { ComparedHead } from './comparedHead.ts';
import type { ComparedRow } from './comparison.ts';

/** Offerings side by side, a detail a row. */
export function CompareTable({ heads, rows }: { heads: readonly ComparedHead[]; rows: readonly ComparedRow[] }) {
  const t = useCatalogueMessages();
  return (
    <table className="catalogue-compare">
      <caption className="kern-sr-only">{t.comparison.caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="kern-sr-only">{t.comparison.attribute}</span>
          </th>
          {heads.map(({ id, link, remove }) => (
            <th key={id} scope="col">
              {link}
              <br />
              {remove}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, values, differs }) => (
          <tr key={key} className={differs ? 'catalogue-differs' : undefined}>
            <th scope="row">
              <span>{label}</span>
              {differs && (
                <p>
                  <Badge kind="info">{t.comparison.differs}</Badge>
                </p>
              )}
            </th>
            {values.map((lines, index) => (
              <td key={heads[index]?.id}>
                <ComparedValue lines={lines} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

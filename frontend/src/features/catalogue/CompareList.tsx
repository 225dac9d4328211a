import { Badge } from '../../ui/Badge.tsx';
import { ComparedValue } from './ComparedValue.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import type { ComparedHead } from './comparedHead.ts';
import type { ComparedRow } from './comparison.ts';

/** The comparison where there is no room for columns: under each detail what each offering says, by its name. */
export function CompareList({ heads, rows }: { heads: readonly ComparedHead[]; rows: readonly ComparedRow[] }) {
  const t = useCatalogueMessages();
  return (
    <>
      <ul className="catalogue-links catalogue-chosen">
        {heads.map(({ id, link, remove }) => (
          <li key={id}>
            {link}
            {remove}
          </li>
        ))}
      </ul>
      {rows.map(({ key, label, values, differs }) => (
        <section
          key={key}
          className={differs ? 'catalogue-detail catalogue-differs' : 'catalogue-detail'}
          aria-labelledby={`detail-${key}`}
        >
          <div className="card-head">
            <h2 className="kern-heading-small" id={`detail-${key}`}>
              {label}
            </h2>
            {differs && <Badge kind="info">{t.comparison.differs}</Badge>}
          </div>
          <dl>
            {values.map((lines, index) => (
              <div key={heads[index]?.id}>
                <dt>{heads[index]?.name}</dt>
                <dd>
                  <ComparedValue lines={lines} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

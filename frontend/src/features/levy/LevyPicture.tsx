import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { euros } from '../../lib/euros.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { count } from './amounts.ts';
import { useLevyMessages } from './levyMessages.ts';
import { ScrollTable } from './ScrollTable.tsx';

/** What a year comes to. */
export const LevyPictureParts = graphql(`
  fragment LevyPictureParts on LevyYear {
    id
    year
    totalCost
    stateAmount
    municipalAmount
    sharesTotal
    stateShare
    populationOn
    territoryOn
    dueOn
    levels { level amount populationBase payers sharesTotal computation }
    positions { name totalCost stateOnlyCost levels { level share } }
  }
`);

/** A year as a picture: all costs, who bears what, and from what it is computed. */
export function LevyPicture({ year }: { year: FragmentType<typeof LevyPictureParts> }) {
  const t = useLevyMessages();
  const locale = useLocale();
  const y = readFragment(LevyPictureParts, year);
  const people = y.levels[0]?.populationBase ?? 0;
  return (
    <section className="stack" aria-labelledby="levy-picture">
      <h2 className="kern-heading-medium" id="levy-picture">
        {t.picture.title(y.year)}
      </h2>
      <dl className="levy-totals">
        {(
          [
            [t.picture.total, y.totalCost],
            [t.picture.state, y.stateAmount],
            [t.picture.municipal, y.municipalAmount],
          ] as const
        ).map(([term, amount]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{euros(amount, locale)}</dd>
          </div>
        ))}
      </dl>
      <ScrollTable
        label={t.picture.caption}
        head={
          <>
            <th className="kern-table__header" scope="col">
              {t.picture.level}
            </th>
            <th className="kern-table__header levy-number" scope="col">
              {t.picture.bears}
            </th>
            <th className="kern-table__header levy-number" scope="col">
              {t.picture.payers}
            </th>
            <th className="kern-table__header levy-number" scope="col">
              {t.picture.sum}
            </th>
          </>
        }
      >
        {y.levels.map((level) => (
          <tr className="kern-table__row" key={level.level}>
            <th className="kern-table__cell" scope="row">
              {t.levels[level.level]}
            </th>
            <td className="kern-table__cell levy-number">{euros(level.amount, locale)}</td>
            <td className="kern-table__cell levy-number">{count(level.payers, locale)}</td>
            <td className="kern-table__cell levy-number">{euros(level.sharesTotal, locale)}</td>
          </tr>
        ))}
      </ScrollTable>
      <p>
        {t.picture.people(count(people, locale), formatDate(y.populationOn, locale))}{' '}
        {t.picture.territory(formatDate(y.territoryOn, locale))} {y.dueOn && t.picture.due(formatDate(y.dueOn, locale))}
      </p>
      {y.levels.map((level) => (
        <Disclosure key={level.level} summary={t.picture.how(t.levels[level.level] ?? level.level)}>
          <ul className="levy-lines">
            {level.computation.map((line) => (
              <li key={line} className="verbatim">
                {line}
              </li>
            ))}
          </ul>
        </Disclosure>
      ))}
      <h3 className="kern-heading-small">{t.positions.title}</h3>
      <ScrollTable
        label={t.positions.caption}
        head={
          <>
            <th className="kern-table__header" scope="col">
              {t.positions.name}
            </th>
            <th className="kern-table__header levy-number" scope="col">
              {t.positions.total}
            </th>
            <th className="kern-table__header levy-number" scope="col">
              {t.positions.stateOnly}
            </th>
            <th className="kern-table__header" scope="col">
              {t.positions.split}
            </th>
          </>
        }
      >
        {y.positions.map((position) => (
          <tr className="kern-table__row" key={position.name}>
            <th className="kern-table__cell verbatim" scope="row">
              {position.name}
            </th>
            <td className="kern-table__cell levy-number">{euros(position.totalCost, locale)}</td>
            <td className="kern-table__cell levy-number">{euros(position.stateOnlyCost, locale)}</td>
            <td className="kern-table__cell">
              {position.levels
                .filter(({ share }) => share !== '0')
                .map(({ level, share }) => {
                  const name = t.levels[level] ?? level;
                  return share === '1' ? name : t.positions.part(share, name);
                })
                .join(', ')}
            </td>
          </tr>
        ))}
      </ScrollTable>
      <p>{t.positions.stateShare(y.stateShare)}</p>
    </section>
  );
}

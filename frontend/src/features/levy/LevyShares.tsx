import { useState } from 'react';
import type { LevyLevel } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { euros } from '../../lib/euros.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { count } from './amounts.ts';
import { useLevyMessages } from './levyMessages.ts';
import { ScrollTable } from './ScrollTable.tsx';

const LevyShareList = graphql(`
  query LevyShareList($year: Int!, $revision: Int!, $search: String, $level: LevyLevel, $differing: Boolean, $after: String) {
    levyYear(year: $year, revision: $revision) {
      id
      version
      shares(search: $search, level: $level, differing: $differing, first: 20, after: $after) {
        edges { cursor node { id name level population amount officialAmount difference region { id name kreis { id name } } } }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`);

/** The levels, as a filter names them. */
export const levels = ['GEMEINDE', 'LANDKREIS', 'BEZIRK'] as const satisfies readonly LevyLevel[];

/** What the list is narrowed to. */
export interface ShareFilter {
  suche?: string | undefined;
  ebene?: LevyLevel | undefined;
  abweichend?: 'ja' | undefined;
}

interface LevySharesProps {
  year: number;
  revision: number;
  filter: ShareFilter;
  onFilter: (filter: ShareFilter) => void;
}

/** All shares of a year by name, with search and level; those that differ from the official amount alone on request. */
export function LevyShares({ year, revision, filter, onFilter }: LevySharesProps) {
  const t = useLevyMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const [text, setText] = useState(filter.suche ?? '');
  const search = useDebounced(text.trim(), 200);
  const pages = usePages({
    query: LevyShareList,
    variables: {
      year,
      revision,
      search: search || null,
      level: filter.ebene ?? null,
      differing: filter.abweichend ? true : null,
    },
    read: (data) => data.levyYear?.shares,
  });
  return (
    <section className="stack" aria-labelledby="levy-all">
      <h2 className="kern-heading-medium" id="levy-all">
        {t.shares.title}
      </h2>
      <search className="levy-filters">
        <SearchInput
          id="levy-search"
          label={t.shares.search}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            onFilter({ ...filter, suche: target.value.trim() || undefined });
          }}
        />
        <Select
          id="levy-level"
          label={t.shares.level}
          optional
          value={filter.ebene ?? ''}
          onChange={({ target }) => onFilter({ ...filter, ebene: levels.find((one) => one === target.value) })}
        >
          <option value="">{t.shares.allLevels}</option>
          {levels.map((level) => (
            <option key={level} value={level}>
              {t.levels[level]}
            </option>
          ))}
        </Select>
        <Checkbox
          id="levy-differing"
          label={t.shares.differing}
          checked={filter.abweichend !== undefined}
          onChange={({ target }) => onFilter({ ...filter, abweichend: target.checked ? 'ja' : undefined })}
        />
      </search>
      {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
      {pages.loading && !pages.error && <Spinner />}
      {!pages.loading && !pages.error && (
        <>
          <p role="status">{t.shares.found(pages.totalCount ?? 0)}</p>
          {pages.nodes.length === 0 && <EmptyState title={t.shares.empty} />}
        </>
      )}
      {pages.nodes.length > 0 && (
        <ScrollTable
          label={t.shares.caption}
          head={
            <>
              <th className="kern-table__header" scope="col">
                {t.shares.name}
              </th>
              <th className="kern-table__header levy-number" scope="col">
                {t.shares.amount}
              </th>
              <th className="kern-table__header" scope="col">
                {t.shares.level}
              </th>
              <th className="kern-table__header levy-number" scope="col">
                {t.shares.people}
              </th>
              <th className="kern-table__header levy-number" scope="col">
                {t.shares.official}
              </th>
            </>
          }
        >
          {pages.nodes.map(({ id, name, level, population, amount, officialAmount, difference, region }) => (
            <tr className="kern-table__row" key={id}>
              <th className="kern-table__cell" scope="row">
                <span className="verbatim">{name}</span>
                {level === 'GEMEINDE' && region.kreis && region.kreis.name !== name && (
                  <span className="muted small levy-district">{region.kreis.name}</span>
                )}
              </th>
              <td className="kern-table__cell levy-number">{euros(amount, locale)}</td>
              <td className="kern-table__cell">{t.levels[level]}</td>
              <td className="kern-table__cell levy-number">{count(population, locale)}</td>
              <td className="kern-table__cell levy-number">
                {officialAmount ? (
                  <>
                    {euros(officialAmount, locale)}
                    {difference && difference !== '0.00' && (
                      <span className="small levy-district">
                        {t.shares.difference} {euros(difference, locale)}
                      </span>
                    )}
                  </>
                ) : (
                  <>
                    <span aria-hidden="true">–</span>
                    <span className="kern-sr-only">{t.shares.notEntered}</span>
                  </>
                )}
              </td>
            </tr>
          ))}
        </ScrollTable>
      )}
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </section>
  );
}

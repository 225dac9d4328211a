import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { LevyPicture } from './LevyPicture.tsx';
import { LevyShares, type ShareFilter } from './LevyShares.tsx';
import './levy.css';
import { useLevyMessages } from './levyMessages.ts';
import { OwnLevy } from './OwnLevy.tsx';

const LevyYears = graphql(`
  query LevyYears {
    levyYears { id version year revision state publishedAt settlementNote correctionNote ...LevyPictureParts }
  }
`);

function Law({ note }: { note: string }) {
  const t = useLevyMessages();
  return (
    <section className="stack" aria-labelledby="levy-law">
      <h2 className="kern-heading-medium" id="levy-law">
        {t.law.title}
      </h2>
      <p>{t.law.binding}</p>
      <p>{t.law.voluntary}</p>
      <p>{t.law.ordering}</p>
      <p>
        <strong>{t.law.settlement}:</strong> {note}
      </p>
      <p className="muted">{t.law.sources}</p>
    </section>
  );
}

function Files({ year }: { year: number }) {
  const t = useLevyMessages();
  return (
    <section className="stack" aria-labelledby="levy-files">
      <h2 className="kern-heading-medium" id="levy-files">
        {t.files.title}
      </h2>
      <p>{t.files.lead}</p>
      <ul className="levy-files">
        {(['xlsx', 'csv', 'json'] as const).map((format) => (
          <li key={format}>
            <a className="kern-link" href={`/files/market/levy-${year}.${format}`} download>
              {t.files[format]}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What municipalities, Landkreise and Bezirke pay in a year, for everybody to see and to compute again. */
export function LevyPage() {
  const t = useLevyMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const search = useSearch({ from: '/umlage' });
  const navigate = useNavigate({ from: '/umlage' });
  const [{ data, error }] = useQuery({ query: LevyYears, requestPolicy: 'cache-and-network' });
  const published = data?.levyYears.filter(({ state }) => state === 'PUBLISHED') ?? [];
  const year = search.jahr ? published.find((one) => String(one.year) === search.jahr) : published[0];
  const change = (next: ShareFilter & { jahr?: string; ort?: string | undefined }) =>
    navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false });
  return (
    <Page title={t.title} lead={t.lead} width="wide">
      {!data && (error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />)}
      {data && published.length === 0 && <EmptyState title={t.none.title}>{t.none.text}</EmptyState>}
      {published.length > 0 && !year && <Alert kind="info" title={t.noSuchYear} />}
      {published.length > 1 && (
        <Select
          id="levy-year"
          label={t.year}
          value={year?.year ?? ''}
          onChange={({ target }) => change({ jahr: target.value })}
        >
          {published.map((one) => (
            <option key={one.id} value={one.year}>
              {one.year}
            </option>
          ))}
        </Select>
      )}
      {year && (
        <div className="levy-sections">
          <p className="muted">
            {year.publishedAt && `${t.picture.published(formatTimeAsDay(year.publishedAt, locale))}, `}
            {t.revision(year.revision)}. {year.correctionNote && `${t.correction} ${year.correctionNote}`}
          </p>
          <OwnLevy year={year.year} revision={year.revision} place={search.ort} onPlace={(ort) => change({ ort })} />
          <LevyPicture year={year} />
          <p className="levy-noprint">
            <ButtonLink
              to="/umlage/rechner"
              search={{ jahr: String(year.year), ...(search.ort && { ort: search.ort }) }}
            >
              {t.toSimulator}
            </ButtonLink>
          </p>
          <Law note={year.settlementNote} />
          <Files year={year.year} />
          <LevyShares key={year.id} year={year.year} revision={year.revision} filter={search} onFilter={change} />
        </div>
      )}
    </Page>
  );
}

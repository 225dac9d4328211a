import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { euros } from '../../lib/euros.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { sum } from './amounts.ts';
import { LevyPlacePicker } from './LevyPlacePicker.tsx';
import { useLevyMessages } from './levyMessages.ts';

const OwnLevyShares = graphql(`
  query OwnLevyShares($year: Int!, $revision: Int!, $of: ARS!) {
    levyYear(year: $year, revision: $revision) {
      id
      shares(of: $of) { edges { cursor node { id name level amount explanation officialAmount difference } } pageInfo { hasNextPage endCursor } }
    }
  }
`);

interface Share {
  id: string;
  level: string;
  amount: string;
  explanation: string;
  officialAmount?: string | null;
  difference?: string | null;
}

function ShareCard({ share }: { share: Share }) {
  const t = useLevyMessages();
  const locale = useLocale();
  const { difference } = share;
  return (
    <div className="levy-share">
      <h4 className="kern-heading-small">
        {t.own.on(t.levels[share.level] ?? share.level)}:{' '}
        <span className="levy-amount">{euros(share.amount, locale)}</span>
      </h4>
      <p>{share.explanation}</p>
      {share.officialAmount && difference && (
        <p>
          {t.own.official}: {euros(share.officialAmount, locale)}.{' '}
          {difference === '0.00'
            ? t.own.equal
            : difference.startsWith('-')
              ? t.own.less(euros(difference.slice(1), locale))
              : t.own.more(euros(difference, locale))}
        </p>
      )}
    </div>
  );
}

function Shares({
  year,
  revision,
  place,
  onChange,
}: {
  year: number;
  revision: number;
  place: string;
  onChange: () => void;
}) {
  const t = useLevyMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const [{ data, error }] = useQuery({ query: OwnLevyShares, variables: { year, revision, of: place } });
  const shares = data?.levyYear?.shares.edges.map(({ node }) => node) ?? [];
  if (error) return <Alert kind="danger" title={problemText(error, common)} announce />;
  if (!data) return <Spinner />;
  return (
    <div className="stack">
      {shares.length === 0 ? (
        <p role="status">{t.own.nobody}</p>
      ) : (
        <>
          <h3 className="kern-heading-small">
            {t.own.pays(shares[0]?.name ?? '')}{' '}
            {shares.length > 1
              ? t.own.together(euros(sum(shares.map(({ amount }) => amount)), locale))
              : euros(shares[0]?.amount ?? '', locale)}
          </h3>
          {shares.map((share) => (
            <ShareCard key={share.id} share={share} />
          ))}
        </>
      )}
      <p className="levy-actions">
        <Button onClick={onChange}>{t.own.change}</Button>{' '}
        <TextLink to="/umlage/rechner" search={{ jahr: String(year), ort: place }}>
          {t.own.assume}
        </TextLink>
      </p>
    </div>
  );
}

interface OwnLevyProps {
  year: number;
  revision: number;
  /** The key of the place that was chosen. */
  place: string | undefined;
  onPlace: (ars: string | undefined) => void;
}

/** What one place pays, with the computation in words. */
export function OwnLevy({ year, revision, place, onPlace }: OwnLevyProps) {
  const t = useLevyMessages();
  return (
    <section className="stack" aria-labelledby="levy-own">
      <h2 className="kern-heading-medium" id="levy-own">
        {t.own.title}
      </h2>
      {place ? (
        <Shares year={year} revision={revision} place={place} onChange={() => onPlace(undefined)} />
      ) : (
        <LevyPlacePicker id="levy-place" label={t.own.label} onPick={onPlace} />
      )}
    </section>
  );
}

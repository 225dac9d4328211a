import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatDate, formatTimeAsDay } from '../../lib/dates.ts';
import { euros } from '../../lib/euros.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useAreaMessages } from './areaMessages.ts';

const AreaListsOf = graphql(`
  query AreaLists($id: ID!) {
    orders(organisationId: $id, first: 5) {
      edges { node { id reference state alreadyInUse updatedAt ordered { id name } onBehalfOf { id name } } }
    }
    groups(first: 100) { edges { node { id slug name joined unread } } }
    tickets(organisationId: $id, first: 5) { edges { node { id reference subject state updatedAt } } }
    organisation(id: $id) {
      id
      internal {
        rollouts(first: 5) { edges { node { id reference state liveSince offering { id name } tasks { id state } } } }
        contracts(first: 5) { edges { node { id reference state endsOn offering { id current { id name } } } } }
        levyShares { id year level amount region { id ars } }
      }
    }
  }
`);

/** The last orders, rollouts, contracts and tickets of an organisation, and what it pays of the levy. */
export function AreaLists({ organisationId }: { organisationId: string }) {
  const t = useAreaMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const [{ data, error }] = useQuery({
    query: AreaListsOf,
    variables: { id: organisationId },
    requestPolicy: 'cache-and-network',
  });
  const internal = data?.organisation?.internal;
  if (!data || !internal)
    return error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />;
  const settled = (tasks: readonly { state: string }[]) =>
    tasks.filter(({ state }) => state === 'DONE' || state === 'SKIPPED').length;
  const mine = data.groups.edges
    .map(({ node }) => node)
    .filter(({ joined }) => joined)
    .toSorted((a, b) => b.unread - a.unread)
    .slice(0, 5);
  return (
    <div className="area-lists">
      <List
        id="area-orders"
        words={t.orders}
        to="/bestellungen"
        rows={data.orders.edges.map(
          ({ node: { id, reference, state, alreadyInUse, updatedAt, ordered, onBehalfOf } }) => ({
            id,
            to: `/bestellungen/${reference}`,
            name: ordered.name,
            facts: [
              t.orders.states[state],
              onBehalfOf?.name,
              reference,
              alreadyInUse && t.orders.inUse,
              formatTimeAsDay(updatedAt, locale),
            ],
          }),
        )}
      />
      <List
        id="area-rollouts"
        words={t.rollouts}
        to="/einrichtungen"
        rows={internal.rollouts.edges.map(({ node: { id, reference, state, liveSince, offering, tasks } }) => ({
          id,
          to: `/einrichtungen/${id}`,
          name: offering.name,
          facts: [
            t.rollouts.states[state],
            reference,
            liveSince ? formatDate(liveSince, locale) : t.rollouts.tasks(settled(tasks), tasks.length),
          ],
        }))}
      />
      <List
        id="area-contracts"
        words={t.contracts}
        to="/vertraege"
        rows={internal.contracts.edges.map(({ node: { id, reference, state, endsOn, offering } }) => ({
          id,
          to: `/vertraege/${id}`,
          name: offering.current.name,
          facts: [t.contracts.states[state], reference, endsOn && t.contracts.ends(formatDate(endsOn, locale))],
        }))}
      />
      <List
        id="area-tickets"
        words={t.tickets}
        to="/tickets"
        rows={data.tickets.edges.map(({ node: { id, reference, subject, state, updatedAt } }) => ({
          id,
          to: `/tickets/${reference}`,
          name: subject,
          facts: [t.tickets.states[state], reference, formatTimeAsDay(updatedAt, locale)],
        }))}
      />
      <List
        id="area-groups"
        words={t.groups}
        to="/netzwerk"
        rows={mine.map(({ id, slug, name, unread }) => ({
          id,
          to: `/netzwerk/${slug}`,
          name,
          facts: [unread > 0 ? t.groups.unread(unread) : t.groups.nothingNew],
        }))}
        always
      />
      <Levy shares={internal.levyShares} />
    </div>
  );
}

interface ListProps {
  id: string;
  words: { title: string; none: string; noneText: string; all: string };
  /** Where the whole list is. */
  to: string;
  rows: readonly { id: string; to: string; name: string; facts: readonly ReactNode[] }[];
  /** There is something to find also while the list is empty. */
  always?: boolean;
}

function List({ id, words, to, rows, always }: ListProps) {
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 className="kern-heading-small" id={id}>
        {words.title}
      </h2>
      {rows.length === 0 && <EmptyState title={words.none}>{words.noneText}</EmptyState>}
      {rows.length > 0 && (
        <ul className="area-list">
          {rows.map((row) => (
            <li key={row.id}>
              <TextLink to={row.to}>{row.name}</TextLink>
              <p className="muted small">{row.facts.filter(Boolean).join(' · ')}</p>
            </li>
          ))}
        </ul>
      )}
      {(always || rows.length > 0) && (
        <p className="small">
          <TextLink to={to}>{words.all}</TextLink>
        </p>
      )}
    </section>
  );
}

interface Share {
  id: string;
  year: number;
  level: 'GEMEINDE' | 'LANDKREIS' | 'BEZIRK';
  amount: string;
  region: { ars: string };
}

// The last year alone; a kreisfreie Stadt has two shares. The way to the computation in words leads to the levy's page.
function Levy({ shares }: { shares: readonly Share[] }) {
  const t = useAreaMessages();
  const locale = useLocale();
  const year = shares[0]?.year;
  const last = shares.filter((share) => share.year === year);
  return (
    <section className="stack" aria-labelledby="area-levy">
      <h2 className="kern-heading-small" id="area-levy">
        {t.levy.title}
      </h2>
      {last.length === 0 && <p>{t.levy.none}</p>}
      <ul className="area-list">
        {last.map((share) => (
          <li key={share.id}>
            {t.levy.share(share.year, t.levy.levels[share.level])}:{' '}
            <strong className="area-amount">{euros(share.amount, locale)}</strong>
          </li>
        ))}
      </ul>
      {last[0] && (
        <p className="small">
          <TextLink to="/umlage" search={{ jahr: String(last[0].year), ort: last[0].region.ars }}>
            {t.levy.computation(last[0].year)}
          </TextLink>
        </p>
      )}
    </section>
  );
}

import type { SearchHitRowFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { PlaceName, placeNote } from './place.ts';
import { ReachBadge } from './ReachBadge.tsx';
import { useStartMessages } from './startMessages.ts';

/** What a row of the result list shows. */
export const SearchHitRowParts = graphql(`
  fragment SearchHitRow on SearchHit {
    __typename
    ... on Undertaking { id name description services { id } }
    ... on Service { id name description }
    ... on Authority { id name authorityKind: kind reachability region { id name } }
    ... on Region { ...PlaceName id ars name }
  }
`);

const icons: Record<SearchHitRowFragment['__typename'], IconName> = {
  Undertaking: 'checklist',
  Service: 'draft',
  Authority: 'account-circle',
  Region: 'home',
};

function HitLink({ hit, ars }: { hit: SearchHitRowFragment; ars: string | undefined }) {
  const search = ars ? { ars } : {};
  switch (hit.__typename) {
    case 'Undertaking':
      return (
        <TextLink to="/vorhaben/$undertakingId" params={{ undertakingId: hit.id }} search={search}>
          {hit.name}
        </TextLink>
      );
    case 'Service':
      return (
        <TextLink to="/leistung/$serviceId" params={{ serviceId: hit.id }} search={search}>
          {hit.name}
        </TextLink>
      );
    case 'Authority':
      return (
        <TextLink to="/behoerde/$authorityId" params={{ authorityId: hit.id }}>
          {hit.name}
        </TextLink>
      );
    case 'Region':
      return (
        <TextLink to="/ort/$ars" params={{ ars: hit.ars }}>
          {hit.name}
        </TextLink>
      );
  }
}

function HitFacts({ hit }: { hit: SearchHitRowFragment }) {
  const t = useStartMessages();
  switch (hit.__typename) {
    case 'Undertaking':
    case 'Service':
      return <p className="start-hit-text">{hit.description}</p>;
    case 'Authority':
      return (
        <p className="row small">
          <span className="muted">{t.authority.kinds[hit.authorityKind]}</span>
          <ReachBadge reachability={hit.reachability} />
        </p>
      );
    case 'Region':
      return <p className="muted small">{placeNote(readFragment(PlaceName, hit), t)}</p>;
  }
}

/** One result: what it is, its name as a link, and what helps to tell it from others. */
export function SearchHitRow({ hit, ars }: { hit: FragmentType<typeof SearchHitRowParts>; ars: string | undefined }) {
  const t = useStartMessages();
  const row = readFragment(SearchHitRowParts, hit);
  return (
    <li className="start-hit">
      <Icon name={icons[row.__typename]} />
      <div className="start-hit-body">
        <p className="start-hit-kind">
          {t.kinds[row.__typename]}
          {row.__typename === 'Undertaking' && <> · {t.undertaking.count(row.services.length)}</>}
        </p>
        <HitLink hit={row} ars={ars} />
        <HitFacts hit={row} />
      </div>
    </li>
  );
}

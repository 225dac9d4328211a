import type { ServiceLinksQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useAreaMessages } from './areaMessages.ts';

const ServiceLinksOf = graphql(`
  query ServiceLinks($id: ID!, $withLink: Boolean, $after: String) {
    organisation(id: $id) {
      id
      internal {
        serviceLinkCount { services online }
        serviceLinks(withLink: $withLink, first: 50, after: $after) {
          edges {
            node {
              service { id name }
              authority { id name }
              link { id url state problem checkedAt }
            }
          }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`);

/** What the list is narrowed to, as the address says it. */
export const linkFilters = ['online', 'fehlt'] as const;
type Only = (typeof linkFilters)[number];

type Internal = NonNullable<NonNullable<ServiceLinksQuery['organisation']>['internal']>;
type ServiceLink = Internal['serviceLinks']['edges'][number]['node'];

// A row has no id of its own: it is told by service and authority.
function read(data: ServiceLinksQuery) {
  const links = data.organisation?.internal?.serviceLinks;
  return (
    links && {
      ...links,
      edges: links.edges.map(({ node }) => ({ node: { ...node, id: `${node.service.id} ${node.authority.id}` } })),
    }
  );
}

interface ServiceLinksProps {
  organisationId: string;
  only: Only | undefined;
  onOnly: (only: Only | undefined) => void;
}

/** The numbers, the filter, and each service with its link or what is missing. */
export function ServiceLinks({ organisationId, only, onOnly }: ServiceLinksProps) {
  const t = useAreaMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const pages = usePages({
    query: ServiceLinksOf,
    variables: { id: organisationId, withLink: only === undefined ? null : only === 'online' },
    read,
  });
  const count = pages.data?.organisation?.internal?.serviceLinkCount;
  const number = (n: number) => t.links.number(n, locale);
  const missing = count ? count.services - count.online : 0;
  return (
    <section className="stack" aria-labelledby="area-links">
      <h2 className="kern-heading-medium" id="area-links">
        {count ? t.links.online(number(count.online), number(count.services)) : t.links.title}
      </h2>
      {missing > 0 && (
        <p>
          {t.links.missing(number(missing))} {t.links.next}
        </p>
      )}
      <div className="area-filter">
        <Select
          id="area-only"
          label={t.links.filter}
          value={only ?? ''}
          onChange={({ target }) => onOnly(linkFilters.find((one) => one === target.value))}
        >
          <option value="">{t.links.filters.alle}</option>
          {linkFilters.map((one) => (
            <option key={one} value={one}>
              {t.links.filters[one]}
            </option>
          ))}
        </Select>
        <ButtonLink to="/markt">{t.toMarket}</ButtonLink>
      </div>
      {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
      {pages.loading && pages.nodes.length === 0 && !pages.error && <Spinner />}
      {!pages.loading && !pages.error && pages.nodes.length === 0 && (
        <EmptyState title={t.links.none}>{t.links.noneText}</EmptyState>
      )}
      <ul className="area-links" aria-labelledby="area-links">
        {pages.nodes.map((node) => (
          <Row key={node.id} row={node} />
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </section>
  );
}

const looks = { UNCHECKED: 'info', OK: 'success', BROKEN: 'danger' } as const;

function Row({ row: { service, authority, link } }: { row: ServiceLink }) {
  const t = useAreaMessages();
  const locale = useLocale();
  return (
    <li>
      <div>
        <TextLink to="/leistung/$serviceId" params={{ serviceId: service.id }}>
          {service.name}
        </TextLink>
        <p className="muted small">{authority.name}</p>
      </div>
      <div>
        {link?.url ? (
          <>
            <p className="row small">
              <Badge kind={looks[link.state]}>{t.links.states[link.state]}</Badge>
              {link.checkedAt && (
                <span className="muted">{t.links.checked(formatTimeAsDay(link.checkedAt, locale))}</span>
              )}
            </p>
            <p className="verbatim small">
              <ExternalLink href={link.url}>{link.url}</ExternalLink>
            </p>
            {link.problem && <p className="small">{link.problem}</p>}
          </>
        ) : (
          <Badge kind="warning">{t.links.gap}</Badge>
        )}
      </div>
    </li>
  );
}

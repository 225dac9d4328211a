import { graphql } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { saveFrom } from '../../lib/saveFile.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { useCaseCertificatesMessages } from './caseCertificatesMessages.ts';

const CaseCertificatesOf = graphql(`
  query CaseCertificatesOf($id: ID!, $after: String) {
    node(id: $id) {
      __typename id
      ... on Authority {
        id
        channel {
          caseCertificates(first: 10, after: $after) {
            edges { cursor node { id reference retentionClass deletedAt download { url filename } } }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
    }
  }
`);

/** Certificates of cases whose retention is over; nothing where there are none. */
export function CaseCertificates({ authorityId }: { authorityId: string }) {
  const t = useCaseCertificatesMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const pages = usePages({
    query: CaseCertificatesOf,
    variables: { id: authorityId },
    read: ({ node }) => (node?.__typename === 'Authority' ? node.channel?.caseCertificates : null),
  });
  if (pages.error && pages.nodes.length === 0)
    return <Alert kind="warning" title={`${t.title}: ${problemText(pages.error, common)}`} />;
  if (pages.nodes.length === 0) return null;
  return (
    <section aria-labelledby="case-certificates">
      <h2 className="kern-heading-medium" id="case-certificates">
        {t.title}
      </h2>
      <p>{t.lead}</p>
      <ul>
        {pages.nodes.map(({ id, reference, retentionClass, deletedAt, download }) => (
          <li key={id}>
            <span className="verbatim">{t.deleted(reference, formatTimeAsDay(deletedAt, locale), retentionClass)}</span>{' '}
            <Button
              look="tertiary"
              icon="download"
              aria-label={t.downloadOf(reference)}
              onClick={() => saveFrom(download.url, download.filename)}
            >
              {t.download}
            </Button>
          </li>
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </section>
  );
}

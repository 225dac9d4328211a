import { graphql } from '../../gql/index.ts';
import { formatTime, formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { saveFrom } from '../../lib/saveFile.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { EasyLanguage } from '../../ui/EasyLanguage.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { useKeptCertificatesMessages } from './keptCertificatesMessages.ts';

const DeletionCertificates = graphql(`
  query DeletionCertificates($after: String) {
    viewer {
      id
      deletionCertificates(first: 10, after: $after) {
        edges { cursor node { id deletedAt download { url filename expiresAt } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

/** Certificates of what the platform deleted by itself; nothing where there are none. */
export function CertificatesSection() {
  const t = useKeptCertificatesMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const pages = usePages({
    query: DeletionCertificates,
    variables: {},
    read: (data) => data.viewer?.deletionCertificates,
  });
  if (pages.error && pages.nodes.length === 0)
    return <Alert kind="warning" title={`${t.title}: ${problemText(pages.error, common)}`} />;
  if (pages.nodes.length === 0) return null;
  return (
    <section aria-labelledby="deletion-certificates">
      <h2 className="kern-heading-medium" id="deletion-certificates">
        {t.title}
      </h2>
      <p>{t.lead}</p>
      <EasyLanguage lines={t.easy} />
      <ul className="account-consents">
        {pages.nodes.map(({ id, deletedAt, download }) => (
          <li key={id}>
            <p>
              <strong>{t.deleted(formatTime(deletedAt, locale))}</strong>
            </p>
            <p className="muted small">{t.until(formatTimeAsDay(download.expiresAt, locale))}</p>
            <Button look="tertiary" icon="download" onClick={() => saveFrom(download.url, download.filename)}>
              {t.download(formatTimeAsDay(deletedAt, locale))}
            </Button>
          </li>
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </section>
  );
}

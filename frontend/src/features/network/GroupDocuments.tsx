import type { GroupPartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { GroupFiles } from './GroupFiles.tsx';
import { useNetworkMessages } from './networkMessages.ts';
import { GroupFileParts } from './networkParts.ts';

const GroupDocumentList = graphql(`
  query GroupDocuments($slug: String!, $after: String) {
    group(slug: $slug) {
      id
      documents(first: 30, after: $after) {
        edges { cursor node { id ...GroupFileParts } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
`);

function CatalogueFiles({ files }: { files: GroupPartsFragment['catalogueFiles'] }) {
  const t = useNetworkMessages().documents;
  const own = useLocale().toUpperCase();
  const shown = files.filter(({ locale }) => locale === own);
  if (shown.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="network-catalogue">
      <h2 className="kern-heading-small" id="network-catalogue">
        {t.catalogue}
      </h2>
      <p>{t.catalogueText}</p>
      <ul className="row">
        {shown.map(({ filename, url }) => (
          <li key={filename}>
            {/* The path alone: the address may name another host than the one the page came from. */}
            <a className="kern-btn kern-btn--secondary" href={new URL(url, location.origin).pathname} download>
              <Icon name="download" />
              <span className="kern-label">{t.file(filename.split('.').at(-1)?.toUpperCase() ?? filename)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface GroupDocumentsProps {
  slug: string;
  catalogueFiles: GroupPartsFragment['catalogueFiles'];
}

/** The documents of a group: the catalogue as it is today, and what was attached to posts. */
export function GroupDocuments({ slug, catalogueFiles }: GroupDocumentsProps) {
  const t = useNetworkMessages().documents;
  const common = useCommonMessages();
  const pages = usePages({ query: GroupDocumentList, variables: { slug }, read: (data) => data.group?.documents });
  const files = readFragment(GroupFileParts, pages.nodes);
  return (
    <div className="stack-l">
      <CatalogueFiles files={catalogueFiles} />
      <section className="stack" aria-labelledby="network-files">
        <h2 className="kern-heading-small" id="network-files">
          {t.posts}
        </h2>
        {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
        {pages.loading && files.length === 0 && !pages.error && <Spinner />}
        {pages.data && !pages.loading && files.length === 0 && <EmptyState title={t.empty}>{t.emptyText}</EmptyState>}
        <GroupFiles files={files} signed />
        <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
      </section>
    </div>
  );
}

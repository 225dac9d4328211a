import { useNavigate, useSearch } from '@tanstack/react-router';
import type { TemplatePartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { useViewer } from '../../lib/viewer.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { useFile } from '../../market/useFile.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import '../../market/market.css';
import './contracts.css';
import { contractLevels } from './contractSearch.ts';
import { useContractsMessages } from './contractsMessages.ts';
import { TemplateForm } from './TemplateForm.tsx';

/** One version of a template. */
export const TemplateParts = graphql(`
  fragment TemplateParts on ContractTemplate { id level version body validFrom annexes { title body } }
`);

const Templates = graphql(`
  query ContractTemplates($level: ContractLevel!, $after: String) {
    desk {
      contractTemplates(level: $level, first: 10, after: $after) {
        edges { cursor node { id ...TemplateParts } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const TemplatePreview = graphql(`
  query TemplatePreview($id: ID!) {
    node(id: $id) { __typename id ... on ContractTemplate { preview { url filename } } }
  }
`);

function Version({ template }: { template: TemplatePartsFragment }) {
  const t = useContractsMessages().templates;
  const locale = useLocale();
  const file = useFile(TemplatePreview, { id: template.id }, ({ node }) =>
    node?.__typename === 'ContractTemplate' ? node.preview : null,
  );
  return (
    <li className="card">
      <h3 className="kern-heading-small">{t.version(template.version)}</h3>
      <p className="muted">{t.validFrom(formatDate(template.validFrom, locale))}</p>
      {file.problem && <Alert kind="danger" title={file.problem} announce />}
      <div>
        <Button
          icon="download"
          busy={file.busy}
          aria-label={t.previewNamed(template.version)}
          onClick={() => void file.save()}
        >
          {t.preview}
        </Button>
      </div>
    </li>
  );
}

const levels = Object.keys(contractLevels) as (keyof typeof contractLevels)[];

/** The texts that contracts are made from: all versions with a preview, and the next one to write. */
export function TemplatesPage() {
  const words = useContractsMessages();
  const t = words.templates;
  const market = useMarketMessages();
  const common = useCommonMessages();
  const { viewer } = useViewer();
  const { ebene = 'subsub' } = useSearch({ from: '/betrieb/vertragsvorlagen' });
  const navigate = useNavigate({ from: '/betrieb/vertragsvorlagen' });
  const level = contractLevels[ebene];
  const pages = usePages({
    query: Templates,
    variables: { level },
    read: (data) => data.desk?.contractTemplates,
  });
  const templates = readFragment(TemplateParts, pages.nodes);
  if (viewer && !viewer.platformRoles.includes('OPERATOR'))
    return <Page title={t.title}>{words.desk.onlyOperators}</Page>;
  const settled = !pages.loading && !pages.error;
  const newest = templates[0]?.level === level ? templates[0] : undefined;
  return (
    <Page
      title={t.title}
      above={<TextLink to="/betrieb/vertraege">{words.desk.title}</TextLink>}
      lead={t.lead}
      width="wide"
    >
      <div className="market-sections">
        <div className="contracts-filter">
          <Select
            id="ebene"
            label={t.level}
            value={ebene}
            onChange={({ target }) =>
              void navigate({ search: { ebene: target.value as typeof ebene }, resetScroll: false })
            }
          >
            {levels.map((one) => (
              <option key={one} value={one}>
                {market.levels[contractLevels[one]]}
              </option>
            ))}
          </Select>
        </div>
        {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
        {pages.loading && <Spinner />}
        {settled && (
          <>
            <section className="stack" aria-labelledby="template-versions">
              <h2 className="kern-heading-medium" id="template-versions">
                {t.versions}
              </h2>
              {!newest && <p>{t.none}</p>}
              {newest && <p>{t.previewText}</p>}
              <ul className="card-list">
                {newest && templates.map((template) => <Version key={template.id} template={template} />)}
              </ul>
              <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
            </section>
            <TemplateForm
              key={`${level} ${newest?.version ?? 0}`}
              level={level}
              newest={newest}
              onSaved={(version) => {
                say(t.saved(version));
                pages.reload();
              }}
            />
          </>
        )}
      </div>
    </Page>
  );
}

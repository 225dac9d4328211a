import { useState } from 'react';
import type { CannedPartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { isOperator } from '../../lib/marketRights.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { CannedForm } from './CannedForm.tsx';
import { RemoveCanned } from './RemoveCanned.tsx';
import './tickets.css';
import { useTicketsMessages } from './ticketsMessages.ts';

/** A text that operators use again. */
export const CannedParts = graphql(`
  fragment CannedParts on CannedAnswer { id version titleDe bodyDe titleEn bodyEn updatedAt }
`);

const CannedAnswers = graphql(`
  query CannedAnswers($after: String) {
    desk {
      cannedAnswers(first: 50, after: $after) {
        edges { cursor node { id ...CannedParts } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
`);

function Answer({ answer, onChange }: { answer: CannedPartsFragment; onChange: () => void }) {
  const t = useTicketsMessages();
  const locale = useLocale();
  const [editing, setEditing] = useState(false);
  const title = locale === 'de' ? answer.titleDe : answer.titleEn;
  return (
    <li className="card">
      <h2 className="kern-heading-small verbatim">{title}</h2>
      {editing ? (
        <CannedForm key={answer.version} answer={answer} onDone={() => setEditing(false)} onSaved={onChange} />
      ) : (
        <>
          <p className="tickets-body verbatim">{locale === 'de' ? answer.bodyDe : answer.bodyEn}</p>
          <div className="form-actions">
            <Button small icon="edit" aria-label={t.canned.editOf(title)} onClick={() => setEditing(true)}>
              {t.canned.edit}
            </Button>
            <RemoveCanned answer={answer} title={title} onRemoved={onChange} />
          </div>
        </>
      )}
    </li>
  );
}

function Answers() {
  const t = useTicketsMessages();
  const common = useCommonMessages();
  const [adding, setAdding] = useState(false);
  const pages = usePages({ query: CannedAnswers, variables: {}, read: (data) => data.desk?.cannedAnswers });
  const answers = readFragment(CannedParts, pages.nodes);
  return (
    <div className="stack">
      {adding ? (
        <CannedForm answer={null} onDone={() => setAdding(false)} onSaved={pages.reload} />
      ) : (
        <div>
          <Button icon="add" onClick={() => setAdding(true)}>
            {t.canned.add}
          </Button>
        </div>
      )}
      {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
      {pages.loading && answers.length === 0 && !pages.error && <Spinner />}
      {pages.data && !pages.loading && answers.length === 0 && <EmptyState title={t.canned.empty} />}
      <ul className="card-list">
        {answers.map((answer) => (
          <Answer key={answer.id} answer={answer} onChange={pages.reload} />
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </div>
  );
}

/** The texts that operators use again and again. */
export function CannedAnswersPage() {
  const t = useTicketsMessages();
  const { loading, viewer } = useViewer();
  if (loading || !viewer) return <Spinner />;
  if (!isOperator(viewer)) return <Page title={t.canned.title}>{t.onlyOperators}</Page>;
  return (
    <Page
      title={t.canned.title}
      above={<TextLink to="/betrieb/tickets">{t.canned.back}</TextLink>}
      lead={t.canned.lead}
    >
      <Answers />
    </Page>
  );
}

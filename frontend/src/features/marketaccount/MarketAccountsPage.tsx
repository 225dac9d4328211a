import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { AccountReview } from './AccountReview.tsx';
import { AccountRow, AccountRowParts } from './AccountRow.tsx';
import { accountStates, type StateWord, stateWords } from './accountStates.ts';
import './marketaccount.css';
import { useReviewMessages } from './reviewMessages.ts';

const DeskMarketAccounts = graphql(`
  query DeskMarketAccounts($state: MarketAccountState, $after: String) {
    desk {
      marketAccounts(state: $state, first: 20, after: $after) {
        edges { cursor node { id ...AccountRowParts } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

/** The operators' list of market accounts by state, and one of them to be checked. */
export function MarketAccountsPage() {
  const { stand, antrag } = useSearch({ from: '/betrieb/marktkonten' });
  const navigate = useNavigate({ from: '/betrieb/marktkonten' });
  const [outcome, setOutcome] = useState('');
  if (!antrag) return <AccountList stand={stand} outcome={outcome} />;
  const decided = (text: string) => {
    setOutcome(text);
    void navigate({ search: { stand } });
  };
  return <AccountReview key={antrag} id={antrag} stand={stand} onDecided={decided} />;
}

function AccountList({ stand, outcome }: { stand: StateWord | undefined; outcome: string }) {
  const t = useReviewMessages();
  const common = useCommonMessages();
  const navigate = useNavigate({ from: '/betrieb/marktkonten' });
  const state = accountStates[stand ?? 'wartend'];
  const pages = usePages({
    query: DeskMarketAccounts,
    variables: { state },
    read: (data) => data.desk?.marketAccounts,
  });
  const accounts = readFragment(AccountRowParts, pages.nodes);
  if (pages.data && !pages.data.desk) {
    return (
      <Page title={t.refused} lead={t.refusedText}>
        <ButtonLink to="/konto">{t.toAccount}</ButtonLink>
      </Page>
    );
  }
  const waits = state === 'PENDING_REVIEW';
  return (
    <Page title={t.title} lead={t.lead} above={t.above} takesFocus={outcome !== ''}>
      <div className="stack-l">
        {outcome && <Alert key={outcome} kind="success" title={outcome} announce />}
        <div className="marketaccount-filter">
          <Select
            id="stand"
            label={t.show}
            value={stand ?? 'wartend'}
            onChange={({ target }) => {
              const next = target.value as StateWord;
              void navigate({ search: next === 'wartend' ? {} : { stand: next } });
            }}
          >
            {stateWords.map((word) => (
              <option key={word} value={word}>
                {t.states[accountStates[word]]}
              </option>
            ))}
          </Select>
        </div>
        {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
        {pages.loading && <Spinner />}
        {!pages.loading && !pages.error && accounts.length === 0 && (
          <EmptyState title={waits ? t.empty : t.none}>{waits && t.emptyText}</EmptyState>
        )}
        <ul className="card-list">
          {accounts.map((account) => (
            <AccountRow key={account.id} account={account} stand={stand} />
          ))}
        </ul>
        <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
        <p>
          <TextLink to="/betrieb">{t.toDesk}</TextLink>
        </p>
      </div>
    </Page>
  );
}

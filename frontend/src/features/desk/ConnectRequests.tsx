import { useState } from 'react';
import type { ConnectRequestState } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Select } from '../../ui/Select.tsx';
import { ConnectRequestParts, ConnectRequestRow } from './ConnectRequestRow.tsx';
import { DecideDialog } from './DecideDialog.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { ListState } from './ListState.tsx';
import { OutcomeAlert } from './OutcomeAlert.tsx';
import { useOutcome } from './useOutcome.ts';

const DeskConnectRequests = graphql(`
  query DeskConnectRequests($state: ConnectRequestState, $after: String) {
    desk {
      connectRequests(state: $state, first: 20, after: $after) {
        edges { cursor node { id ...ConnectRequestParts } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const states: readonly ConnectRequestState[] = [
  'REQUESTED',
  'RELEASE_PROPOSED',
  'RELEASED',
  'USED',
  'DECLINED',
  'EXPIRED',
  'VOID',
];

interface ConnectRequestsProps {
  onChange: () => void;
  /** How many releases wait for a second operator; empty for none. */
  proposed: string;
  /** There is no other operator. */
  alone: boolean;
}

/** Authorities that want to be connected, and the decision about each. */
export function ConnectRequests({ onChange, proposed, alone }: ConnectRequestsProps) {
  const t = useDeskMessages();
  const [state, setState] = useState<ConnectRequestState>('REQUESTED');
  const [deciding, setDeciding] = useState<string | null>(null);
  const [outcome, setOutcome] = useOutcome();
  const pages = usePages({
    query: DeskConnectRequests,
    variables: { state },
    read: (data) => data.desk?.connectRequests,
  });
  const requests = readFragment(ConnectRequestParts, pages.nodes);
  const chosen = requests.find(({ id }) => id === deciding);
  const decided = (text: string) => {
    setDeciding(null);
    setOutcome({ kind: 'success', text });
    pages.reload();
    onChange();
  };
  return (
    <div className="stack">
      <p>{t.requests.lead}</p>
      {alone && <Alert kind="warning" title={t.requests.alone} />}
      <OutcomeAlert outcome={outcome} />
      {proposed && state !== 'RELEASE_PROPOSED' && (
        <Alert kind="info" title={t.requests.proposalsWait(proposed)}>
          <div>
            <Button small onClick={() => setState('RELEASE_PROPOSED')}>
              {t.requests.showProposals}
            </Button>
          </div>
        </Alert>
      )}
      <div className="desk-filter">
        <Select
          id="request-state"
          label={t.requests.show}
          value={state}
          onChange={({ target }) => setState(target.value as ConnectRequestState)}
        >
          {states.map((one) => (
            <option key={one} value={one}>
              {t.requests.states[one]}
            </option>
          ))}
        </Select>
      </div>
      <ListState
        loading={pages.loading}
        error={pages.error}
        empty={requests.length === 0}
        title={state === 'REQUESTED' ? t.requests.empty : t.requests.noneIn}
        {...(state === 'REQUESTED' && { text: t.requests.emptyText })}
      />
      <ul className="card-list">
        {requests.map((request) => (
          <ConnectRequestRow key={request.id} request={request} onDecide={() => setDeciding(request.id)} />
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
      <DecideDialog request={chosen ?? null} alone={alone} onClose={() => setDeciding(null)} onDecided={decided} />
    </div>
  );
}

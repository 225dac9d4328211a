import { useState } from 'react';
import { useClient } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { ListState } from './ListState.tsx';
import { OutcomeAlert } from './OutcomeAlert.tsx';
import { QuarantinedMailParts, QuarantinedMailRow } from './QuarantinedMailRow.tsx';
import { useOutcome } from './useOutcome.ts';

const DeskQuarantine = graphql(`
  query DeskQuarantine($after: String) {
    desk {
      quarantine(first: 20, after: $after) {
        edges { cursor node { id ...QuarantinedMailParts } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const QuarantineRetry = graphql(`
  mutation QuarantineRetry($input: QuarantineRetryInput!) {
    quarantineRetry(input: $input) { accepted mail { id ...QuarantinedMailParts } userErrors { code field message } }
  }
`);

/** Mails that were not accepted, and a second look at those that may be by now. */
export function Quarantine({ onChange }: { onChange: () => void }) {
  const t = useDeskMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [busy, setBusy] = useState('');
  const [outcome, setOutcome] = useOutcome();
  const pages = usePages({ query: DeskQuarantine, variables: {}, read: (data) => data.desk?.quarantine });
  const mails = readFragment(QuarantinedMailParts, pages.nodes);
  const retry = async (mailId: string) => {
    setBusy(mailId);
    setOutcome(null);
    const { data, error } = await client.mutation(QuarantineRetry, { input: { mailId } });
    setBusy('');
    const refusal = error ? problemText(error, common) : data?.quarantineRetry.userErrors[0]?.message;
    if (refusal) return setOutcome({ kind: 'danger', text: refusal });
    if (!data?.quarantineRetry.accepted) return setOutcome({ kind: 'warning', text: t.quarantine.refused });
    setOutcome({ kind: 'success', text: t.quarantine.accepted });
    pages.reload();
    onChange();
  };
  return (
    <div className="stack">
      <p>{t.quarantine.lead}</p>
      <OutcomeAlert outcome={outcome} />
      <ListState
        loading={pages.loading}
        error={pages.error}
        empty={mails.length === 0}
        title={t.quarantine.empty}
        text={t.quarantine.emptyText}
      />
      <ul className="card-list">
        {mails.map((mail) => (
          <QuarantinedMailRow key={mail.id} mail={mail} busy={busy === mail.id} onRetry={() => void retry(mail.id)} />
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </div>
  );
}

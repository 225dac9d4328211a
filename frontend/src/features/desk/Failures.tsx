import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { Facts } from '../../ui/Facts.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { ListState } from './ListState.tsx';

const DeskFailures = graphql(`
  query DeskFailures { desk { failures { mails authorityMails letters } } }
`);

/** What ended without success: how much, and what an operator can do about it. */
export function Failures() {
  const t = useDeskMessages();
  const [{ data, error, fetching }] = useQuery({ query: DeskFailures, requestPolicy: 'cache-and-network' });
  const failures = data?.desk?.failures;
  const nothing = failures && failures.mails + failures.authorityMails + failures.letters === 0;
  const shown = (count: number) => count > 0 && (count < most ? String(count) : `${most}+`);
  return (
    <div className="stack">
      <p>{t.failures.lead}</p>
      <ListState
        loading={fetching && !data}
        error={error}
        empty={Boolean(nothing)}
        title={t.failures.empty}
        text={t.failures.emptyText}
      />
      {failures && !nothing && (
        <Facts
          rows={[
            [t.failures.authorityMails, shown(failures.authorityMails)],
            [t.failures.mails, shown(failures.mails)],
            [t.failures.letters, shown(failures.letters)],
          ]}
        />
      )}
    </div>
  );
}

// Where the server stops counting.
const most = 1000;

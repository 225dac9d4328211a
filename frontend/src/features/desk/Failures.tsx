import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Facts } from '../../ui/Facts.tsx';
import { counted } from './deskCounts.ts';
import { useDeskMessages } from './deskMessages.ts';
import { HeldDeletions } from './HeldDeletions.tsx';
import { ListState } from './ListState.tsx';

const DeskFailures = graphql(`
  query DeskFailures { desk { failures { mails authorityMails letters jobs { kind failed late since } } } }
`);

/** What ended without success: how much, and what an operator can do about it. */
export function Failures() {
  const t = useDeskMessages();
  const locale = useLocale();
  const [{ data, error, fetching }] = useQuery({ query: DeskFailures, requestPolicy: 'cache-and-network' });
  const failures = data?.desk?.failures;
  const sent = failures ? failures.mails + failures.authorityMails + failures.letters : 0;
  const jobs = failures?.jobs ?? [];
  return (
    <div className="stack">
      <p>{t.failures.lead}</p>
      <ListState
        loading={fetching && !data}
        error={error}
        empty={Boolean(failures) && sent + jobs.length === 0}
        title={t.failures.empty}
        text={t.failures.emptyText}
      />
      {failures && sent > 0 && (
        <Facts
          rows={[
            [t.failures.authorityMails, counted(failures.authorityMails)],
            [t.failures.mails, counted(failures.mails)],
            [t.failures.letters, counted(failures.letters)],
          ]}
        />
      )}
      <HeldDeletions />
      {jobs.length > 0 && (
        <>
          <h3 className="kern-heading-small">{t.failures.jobs}</h3>
          <p>{t.failures.jobsLead}</p>
          <Facts
            rows={jobs.map(({ kind, failed, late, since }) => [
              kind,
              t.failures.job(failed, late, formatTime(since, locale)),
            ])}
          />
        </>
      )}
    </div>
  );
}

import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { useLive } from '../../lib/useLive.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { AreaCounts } from './AreaCounts.tsx';
import { useAreaMessages } from './areaMessages.ts';
import { keyOf, placeOf, subjectOf } from './waiting.ts';

const AreaTasksOf = graphql(`
  query AreaTasks($id: ID!) {
    organisation(id: $id) {
      id
      internal {
        waiting {
          kind
          since
          order { id reference ordered { id name } organisation { id name } onBehalfOf { id name } }
          contract { id reference offering { id current { id name } } }
          rollout { id reference offering { id name } organisation { id name } }
          ticket { id reference subject }
        }
        marketCounts { orders contracts rollouts live tickets }
      }
    }
  }
`);

const AreaChanged = graphql(`
  subscription AreaChanged($organisationId: ID!, $after: String) {
    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId }
  }
`);

/** What waits for the reader, the oldest first, each with the one page where it is done; below it the numbers. */
export function AreaTasks({ organisationId }: { organisationId: string }) {
  const t = useAreaMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const [{ data, error }, ask] = useQuery({
    query: AreaTasksOf,
    variables: { id: organisationId },
    requestPolicy: 'cache-and-network',
  });
  useLive(AreaChanged, { organisationId }, () => ask({ requestPolicy: 'network-only' }));
  const internal = data?.organisation?.internal;
  if (!internal) return error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />;
  const { waiting, marketCounts } = internal;
  return (
    <>
      <section className="stack" aria-labelledby="area-waiting">
        <h2 className="kern-heading-medium" id="area-waiting">
          {t.waiting.title}
        </h2>
        {waiting.length === 0 && (
          <EmptyState
            title={t.waiting.none}
            action={
              <ButtonLink to="/markt" look="primary" icon="search">
                {t.waiting.action}
              </ButtonLink>
            }
          >
            {marketCounts.orders === 0 ? t.waiting.noneFirst : t.waiting.noneText}
          </EmptyState>
        )}
        <ol className="area-waiting">
          {waiting.map((task) => (
            <li key={keyOf(task)}>
              <TextLink to={placeOf(task)}>{t.waiting.kinds[task.kind]}</TextLink>
              <p className="muted small">
                <span className="verbatim">{subjectOf(task)}</span> ·{' '}
                {t.waiting.since(formatTimeAsDay(task.since, locale))}
              </p>
            </li>
          ))}
        </ol>
        {waiting.length >= 50 && <p className="muted">{t.waiting.most}</p>}
      </section>
      <AreaCounts counts={marketCounts} organisationId={organisationId} />
    </>
  );
}

import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { useDecisionMessages } from '../../postbox/decisionMessages.ts';

const ConsentsOfCase = graphql(`
  query ConsentsOfCase($id: ID!) { authorityCase(id: $id) { id consents { id scope givenAt } } }
`);

/** What the person agreed to with this authority, as the clerk counts on it. */
export function CaseConsents({ caseId }: { caseId: string }) {
  const t = useDecisionMessages();
  const locale = useLocale();
  const [{ data }] = useQuery({ query: ConsentsOfCase, variables: { id: caseId }, requestPolicy: 'cache-and-network' });
  const consents = data?.authorityCase?.consents;
  if (!consents) return null;
  return (
    <div>
      <dt>{t.consents}</dt>
      <dd>
        {consents.map(({ scope, givenAt }) => t.consent[scope](formatTime(givenAt, locale))).join('; ') || t.none}
      </dd>
    </div>
  );
}

import { useQuery } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import type { StateWord } from './accountStates.ts';
import { ClaimsComparison } from './ClaimsComparison.tsx';
import { DecideForm } from './DecideForm.tsx';
import { Duplicates } from './Duplicates.tsx';
import { ReviewFacts } from './ReviewFacts.tsx';
import { useReviewMessages } from './reviewMessages.ts';
import { ReviewParts } from './reviewParts.ts';
import { SimilarOrganisations } from './SimilarOrganisations.tsx';

const MarketAccountReview = graphql(`
  query MarketAccountReview($id: ID!) { node(id: $id) { id ... on MarketAccount { __typename ...ReviewParts } } }
`);

interface AccountReviewProps {
  id: string;
  stand: StateWord | undefined;
  onDecided: (text: string) => void;
}

/** One account: what was asked for beside what the certificate says, what looks alike, and the decision. */
export function AccountReview({ id, stand, onDecided }: AccountReviewProps) {
  const t = useReviewMessages();
  const common = useCommonMessages();
  const [{ data, error, fetching }] = useQuery({
    query: MarketAccountReview,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const back = (
    <TextLink to="/betrieb/marktkonten" search={{ stand }}>
      {t.back}
    </TextLink>
  );
  if (fetching && !data) return <Spinner />;
  if (error && !data) {
    return (
      <Page title={t.title} above={back}>
        <Alert kind="danger" title={problemText(error, common)} announce />
      </Page>
    );
  }
  const found = data?.node;
  const account = found && '__typename' in found ? readFragment(ReviewParts, found) : null;
  if (!account?.form || !account.claims) {
    return (
      <Page title={t.gone} above={back}>
        <p>{back}</p>
      </Page>
    );
  }
  const waits = account.state === 'PENDING_REVIEW';
  return (
    <Page title={t.request(account.person.name)} above={back} width="wide">
      <div className="stack-l">
        <p className="marketaccount-badges">
          <Badge kind={waits ? 'warning' : account.state === 'ACTIVE' ? 'success' : 'info'}>
            {t.states[account.state]}
          </Badge>
          {account.newOrganisation && <Badge kind="warning">{t.newOrganisation}</Badge>}
          {account.shared && <Badge kind="info">{t.shared}</Badge>}
        </p>
        <ClaimsComparison account={account} />
        <ReviewFacts account={account} />
        {account.newOrganisation && <SimilarOrganisations name={account.form.organisationName} />}
        <Duplicates account={account} />
        {waits && <DecideForm account={account} onDecided={onDecided} />}
      </div>
    </Page>
  );
}

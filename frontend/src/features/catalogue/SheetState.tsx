import { useState } from 'react';
import { useClient } from 'urql';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { useSession } from '../../lib/session.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { StateNotice } from './StateNotice.tsx';

/** How far an offering is, and whether one asked to be told. */
export const SheetStateParts = graphql(`
  fragment SheetState on Offering { id slug state orderableFrom interested }
`);

const InterestSet = graphql(`
  mutation OfferingInterestSet($input: InterestSetInput!) {
    interestSet(input: $input) {
      subject { id ... on Offering { interested } }
      userErrors { code field message }
    }
  }
`);

function TellMe({ id, slug, interested }: { id: string; slug: string; interested: boolean }) {
  const t = useCatalogueMessages();
  const common = useCommonMessages();
  const client = useClient();
  const { status } = useSession();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (status !== 'signedIn') {
    return (
      <div className="stack no-print">
        <ButtonLink icon="mail" to="/anmelden" search={{ weiter: `/markt/leistung/${slug}` }}>
          {t.sheet.tellMe}
        </ButtonLink>
        <p className="small muted">{t.sheet.tellMeSignIn}</p>
      </div>
    );
  }
  const set = async (next: boolean) => {
    setBusy(true);
    setProblem(undefined);
    const { data, error } = await client.mutation(InterestSet, { input: { subjectId: id, interested: next } });
    setBusy(false);
    const refused = data?.interestSet.userErrors[0]?.message;
    if (error) return setProblem(problemText(error, common));
    if (refused) return setProblem(refused);
    say(next ? t.sheet.told : t.sheet.toldNot);
  };
  return (
    <div className="stack no-print">
      {problem && <Alert kind="danger" title={problem} announce />}
      {interested && <p>{t.sheet.told}</p>}
      <p>
        <Button icon={interested ? 'close' : 'mail'} busy={busy} onClick={() => void set(!interested)}>
          {interested ? t.sheet.tellMeNot : t.sheet.tellMe}
        </Button>
      </p>
    </div>
  );
}

/** Why an offering cannot be taken over now, and for an announced one a word when it can. Nothing where it is available. */
export function SheetState({ offering }: { offering: FragmentType<typeof SheetStateParts> }) {
  const { id, slug, state, orderableFrom, interested } = readFragment(SheetStateParts, offering);
  const notice = <StateNotice state={state} orderableFrom={orderableFrom ?? null} />;
  if (state !== 'ANNOUNCED') return notice;
  return (
    <div className="stack">
      {notice}
      <TellMe id={id} slug={slug} interested={interested} />
    </div>
  );
}

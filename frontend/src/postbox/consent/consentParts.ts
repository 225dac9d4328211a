import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import type { ConsentScope } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { say } from '../../ui/LiveRegion.tsx';
import { useConsentMessages } from './consentMessages.ts';

/** The scopes in the order in which they are shown, each with the kind of its text. */
export const scopes = [
  ['ANNOUNCEMENT', 'CONSENT_ANNOUNCEMENT'],
  ['SERVICE_OF_DOCUMENTS', 'CONSENT_SERVICE'],
] as const;

const OwnConsents = graphql(`
  query OwnConsents {
    viewer { id consents { id scope textVersion givenAt revokedAt authority { id name } } }
    legalTexts { kind version markdown }
  }
`);

const GiveConsent = graphql(`
  mutation GiveConsent($input: ConsentGiveInput!) {
    consentGive(input: $input) {
      consent { id scope textVersion givenAt revokedAt authority { id name } }
      userErrors { code field message }
    }
  }
`);

const RevokeConsent = graphql(`
  mutation RevokeConsent($input: ConsentRevokeInput!) {
    consentRevoke(input: $input) { consent { id revokedAt } userErrors { code field message } }
  }
`);

/** The person's consents and the texts in force, and what can be done with them. */
export function useConsents() {
  const t = useConsentMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [{ data, fetching, error }, refetch] = useQuery({ query: OwnConsents, requestPolicy: 'cache-and-network' });
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const settle = (fault: string | undefined, done: string) => {
    setBusy(false);
    setRefused(fault ?? null);
    if (!fault) say(done);
    // What came of it is read again, also of a refusal: the text may be another one now.
    refetch({ requestPolicy: 'network-only' });
    return !fault;
  };
  const give = async (authorityId: string, scope: ConsentScope, textVersion: string) => {
    setBusy(true);
    const answer = await client.mutation(GiveConsent, { input: { authorityId, scope, textVersion } }).toPromise();
    const fault = answer.error
      ? problemText(answer.error, common)
      : answer.data?.consentGive.userErrors.map(({ message }) => message).join(' ');
    return settle(fault || undefined, t.given);
  };
  const revoke = async (consentId: string) => {
    setBusy(true);
    const answer = await client.mutation(RevokeConsent, { input: { consentId } }).toPromise();
    const fault = answer.error
      ? problemText(answer.error, common)
      : answer.data?.consentRevoke.userErrors.map(({ message }) => message).join(' ');
    return settle(fault || undefined, t.revoked);
  };
  return {
    consents: data?.viewer?.consents ?? [],
    texts: data?.legalTexts ?? [],
    loading: fetching && !data,
    error,
    busy,
    refused,
    give,
    revoke,
  };
}

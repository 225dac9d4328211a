import { useState } from 'react';
import { useClient } from 'urql';
import type { AuthoritySettingsSaveInput, SettingsOfAuthorityQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';

const SettingsOfAuthority = graphql(`
  query SettingsOfAuthority($id: ID!) {
    node(id: $id) {
      __typename id
      ... on Authority {
        id
        settings { version clerkDisplay autoReply retentionClasses { key name months offerToArchive exportFirst } }
      }
    }
  }
`);

const AuthoritySettingsSave = graphql(`
  mutation AuthoritySettingsSave($input: AuthoritySettingsSaveInput!) {
    authoritySettingsSave(input: $input) {
      authority { id settings { version clerkDisplay autoReply retentionClasses { key name months offerToArchive exportFirst } } }
      userErrors { code field message }
    }
  }
`);

type Node = Extract<NonNullable<SettingsOfAuthorityQuery['node']>, { __typename: 'Authority' }>;

/** How an authority works here. */
export type AuthoritySettings = NonNullable<Node['settings']>;

/** What was refused: in words, at which field, and whether a colleague saved meanwhile. */
export interface Refused {
  text: string;
  field: string | undefined;
  overtaken: boolean;
}

/** The settings of an authority, and how one of them is changed; the others stay. */
export function useAuthoritySettings(authorityId: string) {
  const common = useCommonMessages();
  const client = useClient();
  const { data, error, again } = useSteadyQuery(SettingsOfAuthority, { id: authorityId });
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  // How often it was saved since something was changed last.
  const [saved, setSaved] = useState(0);
  const settings = data?.node?.__typename === 'Authority' ? data.node.settings : null;
  const save = async (change: Partial<AuthoritySettingsSaveInput>): Promise<boolean> => {
    if (busy || !settings) return false;
    setBusy(true);
    setRefused(null);
    setSaved(0);
    const { version: expectedVersion, clerkDisplay } = settings;
    const { data: answer, error: fault } = await client
      .mutation(AuthoritySettingsSave, { input: { authorityId, expectedVersion, clerkDisplay, ...change } })
      .toPromise();
    setBusy(false);
    const [refusal] = answer?.authoritySettingsSave.userErrors ?? [];
    if (!fault && !refusal) {
      setSaved((count) => count + 1);
      return true;
    }
    const field = refusal?.field?.[0];
    const overtaken = refusal?.code === 'STALE' && field !== 'endsSooner';
    // The next attempt stands on what holds now, and what was entered stays.
    if (overtaken) again();
    setRefused({ text: fault ? problemText(fault, common) : (refusal?.message ?? ''), field, overtaken });
    return false;
  };
  return {
    settings,
    /** Why they could not be loaded. */
    failed: error && !data ? problemText(error, common) : null,
    waiting: !data && !error,
    busy,
    refused,
    saved,
    save,
    changed: () => setSaved(0),
  };
}

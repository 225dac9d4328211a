import { useState } from 'react';
import { useClient } from 'urql';
import { nonEmpty, object, pipe, string, trim } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Form } from '../../ui/Form.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { ListState } from './ListState.tsx';
import { OutcomeAlert } from './OutcomeAlert.tsx';
import { useOutcome } from './useOutcome.ts';

const DeskBlockedAccounts = graphql(`
  query DeskBlockedAccounts($after: String) {
    desk {
      blockedAccounts(first: 20, after: $after) {
        edges { cursor node { id blockedAt blockedBy reason } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const AccountBlock = graphql(`
  mutation AccountBlock($input: AccountBlockInput!) {
    accountBlock(input: $input) { account { id } userErrors { code field message } }
  }
`);

const AccountUnblock = graphql(`
  mutation AccountUnblock($input: AccountUnblockInput!) {
    accountUnblock(input: $input) { unblockedAccountId userErrors { code field message } }
  }
`);

function BlockForm({ onBlocked }: { onBlocked: (id: string) => void }) {
  const t = useDeskMessages();
  const form = useForm({
    initial: { who: '', reason: '' },
    schema: object({
      who: pipe(string(), trim(), nonEmpty(t.accounts.missing.who)),
      reason: pipe(string(), trim(), nonEmpty(t.accounts.missing.reason)),
    }),
  });
  const submit = useSubmit(form, AccountBlock, { email: 'who', accountId: 'who' });
  const block = async ({ who, reason }: { who: string; reason: string }) => {
    const named = who.startsWith('acc_') ? { accountId: who } : { email: who };
    const done = await submit({ input: { ...named, reason } });
    if (!done?.account) return;
    form.set({ who: '', reason: '' });
    onBlocked(done.account.id);
  };
  return (
    <Form form={form} onSubmit={block} label={t.accounts.formTitle}>
      <TextInput label={t.accounts.who} hint={t.accounts.whoHint} autoComplete="off" {...form.field('who')} />
      <TextArea label={t.accounts.reason} hint={t.accounts.reasonHint} rows={2} {...form.field('reason')} />
      <div className="form-actions">
        <Button type="submit" look="primary" busy={form.submitting}>
          {t.accounts.block}
        </Button>
      </div>
    </Form>
  );
}

/** Accounts that are cut off, and the act of cutting one off; there is no search through people. */
export function BlockedAccounts() {
  const t = useDeskMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const client = useClient();
  const [busy, setBusy] = useState('');
  const [outcome, setOutcome] = useOutcome();
  const pages = usePages({
    query: DeskBlockedAccounts,
    variables: {},
    read: (data) => data.desk?.blockedAccounts,
  });
  const done = (text: string) => {
    setOutcome({ kind: 'success', text });
    pages.reload();
  };
  const unblock = async (accountId: string) => {
    setBusy(accountId);
    const { data, error } = await client.mutation(AccountUnblock, { input: { accountId } });
    setBusy('');
    const refusal = error ? problemText(error, common) : data?.accountUnblock.userErrors[0]?.message;
    if (refusal) return setOutcome({ kind: 'danger', text: refusal });
    done(t.accounts.unblocked(accountId));
  };
  return (
    <div className="stack">
      <p>{t.accounts.lead}</p>
      <OutcomeAlert outcome={outcome} />
      <BlockForm onBlocked={(id) => done(t.accounts.blocked(id))} />
      <h3 className="kern-heading-small">{t.accounts.listTitle}</h3>
      <ListState
        loading={pages.loading}
        error={pages.error}
        empty={pages.nodes.length === 0}
        title={t.accounts.empty}
      />
      <ul className="card-list">
        {pages.nodes.map(({ id, blockedAt, blockedBy, reason }) => (
          <li key={id} className="card">
            <h4 className="kern-heading-small verbatim">{id}</h4>
            <Facts
              rows={[
                [t.accounts.reason, reason],
                [t.accounts.by, blockedBy],
              ]}
            />
            <p className="muted small">{t.accounts.since(formatTime(blockedAt, locale))}</p>
            <div>
              <Button
                small
                busy={busy === id}
                aria-label={t.accounts.unblockNamed(id)}
                onClick={() => void unblock(id)}
              >
                {t.accounts.unblock}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </div>
  );
}

import { useState } from 'react';
import { forward, object, partialCheck, picklist, pipe, string, trim } from 'valibot';
import type { ChannelPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { formatLimit } from '../../lib/sizes.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import type { ChannelMessages } from './channel.de.ts';
import { useChannelMessages } from './channelMessages.ts';
import { beingSetUp } from './channelParts.ts';

const ChannelSet = graphql(`
  mutation ChannelSet($input: ChannelSetInput!) {
    channelSet(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }
  }
`);

// Mail servers count in powers of two; a limit that is rounded up would refuse what we send.
const megabyte = 1 << 20;

interface WayValues {
  kind: 'INBOX' | 'SMIME';
  email: string;
  limit: string;
}

const limitForm = (limit: string) => /^\d{1,3}$/.test(limit) && Number(limit) >= 1 && Number(limit) <= 150;

function waySchema(t: ChannelMessages) {
  return pipe(
    object({ kind: picklist(['INBOX', 'SMIME']), email: pipe(string(), trim()), limit: pipe(string(), trim()) }),
    forward(
      partialCheck([['kind'], ['email']], ({ kind, email }) => kind === 'INBOX' || email !== '', t.way.missing.email),
      ['email'],
    ),
    forward(
      partialCheck(
        [['kind'], ['email']],
        ({ kind, email }) => kind === 'INBOX' || email === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email),
        t.way.missing.emailForm,
      ),
      ['email'],
    ),
    forward(
      partialCheck(
        [['kind'], ['limit']],
        ({ kind, limit }) => kind === 'INBOX' || limitForm(limit),
        t.way.missing.limit,
      ),
      ['limit'],
    ),
  );
}

interface ChannelKindFormProps {
  authorityId: string;
  channel: NonNullable<ChannelPartsFragment['channel']>;
}

/** Inbox or mailbox, and of the mailbox its address and what it takes. */
export function ChannelKindForm({ authorityId, channel }: ChannelKindFormProps) {
  const t = useChannelMessages();
  const locale = useLocale();
  const [saved, setSaved] = useState(0);
  const { kind, email, mailLimitBytes, maxMessageBytes, version } = channel;
  const form = useForm<WayValues>({
    initial: {
      kind: beingSetUp(channel) ? 'SMIME' : kind,
      email: email ?? '',
      limit: mailLimitBytes ? String(Math.floor(mailLimitBytes / megabyte)) : '',
    },
    schema: waySchema(t),
  });
  const submit = useSubmit(form, ChannelSet, { mailLimitBytes: 'limit' });
  const chosen = form.values.kind;
  const save = async (values: WayValues) => {
    const mailbox = values.kind === 'SMIME';
    const input = {
      authorityId,
      expectedVersion: version,
      kind: values.kind,
      email: mailbox ? values.email : null,
      mailLimitBytes: mailbox ? Number(values.limit) * megabyte : null,
    };
    if (await submit({ input })) setSaved((count) => count + 1);
  };
  return (
    <section className="stack" aria-labelledby="channel-way">
      <h2 className="kern-heading-medium" id="channel-way">
        {t.way.title}
      </h2>
      {saved > 0 && <Alert key={saved} kind="success" title={t.way.saved} announce />}
      <Form form={form} onSubmit={save}>
        <RadioGroup
          id="kind"
          label={t.way.label}
          error={form.errors.kind}
          value={chosen}
          onChange={(next) => form.set({ kind: next })}
          options={[
            { value: 'INBOX', label: t.state.kinds.INBOX, hint: t.way.inboxHint },
            { value: 'SMIME', label: t.state.kinds.SMIME, hint: t.way.smimeHint },
          ]}
        />
        {chosen === 'SMIME' && (
          <>
            <EmailInput label={t.way.email} hint={t.way.emailHint} autoComplete="off" {...form.field('email')} />
            <TextInput
              className="channel-limit"
              label={t.way.limit}
              hint={t.way.limitHint}
              inputMode="numeric"
              autoComplete="off"
              {...form.field('limit')}
            />
            {kind === 'SMIME' && mailLimitBytes && (
              <p className="muted">{t.way.derived(formatLimit(maxMessageBytes, locale))}</p>
            )}
          </>
        )}
        {chosen !== kind && <p>{chosen === 'SMIME' ? t.way.switchToMail : t.way.switchToInbox}</p>}
        <Button type="submit" look="primary" busy={form.submitting}>
          {t.way.submit}
        </Button>
      </Form>
    </section>
  );
}

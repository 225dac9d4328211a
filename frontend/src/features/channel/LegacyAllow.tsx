import { useState } from 'react';
import { check, object, pipe, string } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { daysUntil } from '../../lib/dates.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Form } from '../../ui/Form.tsx';
import { useChannelMessages } from './channelMessages.ts';

const ChannelLegacyAllow = graphql(`
  mutation ChannelLegacyAllow($input: ChannelLegacyAllowInput!) {
    channelLegacyAllow(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }
  }
`);

const longestDays = 365;

/** An operator allows the older method until a day, or takes that back. */
export function LegacyAllow({ authorityId, until }: { authorityId: string; until: string | null }) {
  const t = useChannelMessages();
  const [done, setDone] = useState('');
  const form = useForm({
    initial: { until: until ?? '' },
    schema: object({
      until: pipe(
        string(),
        check((day) => {
          const days = day ? daysUntil(day) : -1;
          return days >= 0 && days <= longestDays;
        }, t.legacy.dayMissing),
      ),
    }),
  });
  const submit = useSubmit(form, ChannelLegacyAllow);
  const allow = async (day: string | null) => {
    setDone('');
    if (await submit({ input: { authorityId, until: day } })) setDone(day ? t.legacy.allowed : t.legacy.takenBack);
  };
  return (
    <div className="channel-operator">
      <p className="muted small">{t.legacy.operator}</p>
      {done && <Alert key={done} kind="success" title={done} announce />}
      <Form form={form} onSubmit={(values) => allow(values.until)} label={t.legacy.allow}>
        <DateField label={t.legacy.day} hint={t.legacy.dayHint} {...form.field('until')} />
        <div className="form-actions">
          <Button type="submit" busy={form.submitting}>
            {t.legacy.allow}
          </Button>
          {until && (
            <Button look="tertiary" onClick={() => void allow(null)}>
              {t.legacy.takeBack}
            </Button>
          )}
        </div>
      </Form>
    </div>
  );
}

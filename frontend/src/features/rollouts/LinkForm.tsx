import { useState } from 'react';
import { nonEmpty, object, pipe, regex, string, trim } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';

const PortalLinkReport = graphql(`
  mutation PortalLinkReport($input: PortalLinkReportInput!) {
    portalLinkReport(input: $input) {
      rollout { id version ...RolloutView }
      userErrors { code field message }
    }
  }
`);

interface LinkFormProps {
  rolloutId: string;
  service: { id: string; name: string };
  /** None was reported yet. */
  first: boolean;
  onReported: () => void;
}

/** Reports the link of one service; a later one takes the place of the first. */
export function LinkForm({ rolloutId, service, first, onReported }: LinkFormProps) {
  const words = useRolloutsMessages().links;
  const common = useCommonMessages();
  // Each form on the page has fields of its own.
  const name = `url-${service.id}`;
  const [key, setKey] = useState(() => crypto.randomUUID());
  const form = useForm({
    initial: { [name]: '' },
    schema: object({
      [name]: pipe(string(), trim(), nonEmpty(words.urlMissing), regex(/^https:\/\//i, words.urlWrong)),
    }),
  });
  const submit = useSubmit(form, PortalLinkReport, { url: name });
  const report = async (values: Record<string, string>) => {
    const input = { rolloutId, serviceId: service.id, url: values[name] ?? '', idempotencyKey: key };
    const payload = await submit({ input });
    // What was refused is changed before it is sent again: that is another report.
    setKey(crypto.randomUUID());
    if (!payload) return;
    say(words.said(service.name));
    onReported();
  };
  return (
    <Form form={form} onSubmit={report} label={words.reportNamed(service.name)}>
      <TextInput label={words.url} hint={words.urlHint} type="url" autoComplete="off" {...form.field(name)} />
      <div className="form-actions">
        <Button type="submit" look="primary" busy={form.submitting}>
          {words.report}
        </Button>
        {!first && <Button onClick={onReported}>{common.cancel}</Button>}
      </div>
    </Form>
  );
}

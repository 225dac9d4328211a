import { useState } from 'react';
import { nonEmpty, object, pipe, string, trim } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useReportMessages } from './reportMessages.ts';

const ReportCompetence = graphql(`
  mutation ReportCompetence($input: CompetenceReportInput!) {
    competenceReport(input: $input) { accepted userErrors { code field message } }
  }
`);

interface Typed {
  authorityId: string;
  comment: string;
  email: string;
}

interface ReportDialogProps {
  ars: string;
  service: { id: string; name: string };
  authorities: readonly { id: string; name: string }[];
  onClose: () => void;
}

/** What is wrong about an assignment, for the editors of the directory. */
export function ReportDialog({ ars, service, authorities, onClose }: ReportDialogProps) {
  const t = useReportMessages();
  const common = useCommonMessages();
  const [sent, setSent] = useState(false);
  const form = useForm<Typed>({
    initial: { authorityId: authorities[0]?.id ?? '', comment: '', email: '' },
    schema: object({
      authorityId: string(),
      comment: pipe(string(), trim(), nonEmpty(t.missing)),
      email: pipe(string(), trim()),
    }),
  });
  const submit = useSubmit(form, ReportCompetence);
  const send = async ({ authorityId, comment, email }: Typed) => {
    const about = { ars, serviceId: service.id, authorityId: authorityId || null };
    if (await submit({ input: { ...about, comment, email: email || null } })) setSent(true);
  };
  if (sent) {
    return (
      <Dialog
        open
        title={t.title(service.name)}
        onClose={onClose}
        actions={<Button onClick={onClose}>{common.close}</Button>}
      >
        <Alert kind="success" title={t.done} announce />
      </Dialog>
    );
  }
  return (
    <Dialog open title={t.title(service.name)} onClose={onClose}>
      <Form form={form} onSubmit={send}>
        <p>{t.intro}</p>
        {authorities.length > 1 && (
          <Select label={t.which} {...form.field('authorityId')}>
            {authorities.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
            <option value="">{t.none}</option>
          </Select>
        )}
        <TextArea label={t.comment} hint={t.commentHint} rows={4} maxLength={2000} {...form.field('comment')} />
        <EmailInput label={t.email} hint={t.emailHint} optional autoComplete="email" {...form.field('email')} />
        <div className="form-actions">
          <Button type="submit" look="primary" busy={form.submitting}>
            {t.send}
          </Button>
          <Button onClick={onClose}>{common.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  );
}

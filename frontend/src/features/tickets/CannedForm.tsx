import { nonEmpty, object, pipe, string, trim } from 'valibot';
import type { CannedPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useAttemptKey, useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useTicketsMessages } from './ticketsMessages.ts';

/** Makes, changes or removes a text. */
export const CannedAnswerSave = graphql(`
  mutation CannedAnswerSave($input: CannedAnswerSaveInput!) {
    cannedAnswerSave(input: $input) { answer { id ...CannedParts } userErrors { code field message } }
  }
`);

interface CannedFormProps {
  /** Null for a new one. */
  answer: CannedPartsFragment | null;
  onDone: () => void;
  onSaved: () => void;
}

/** The texts of a canned answer in both languages. */
export function CannedForm({ answer, onDone, onSaved }: CannedFormProps) {
  const t = useTicketsMessages();
  const common = useCommonMessages();
  const keyOf = useAttemptKey();
  const needed = pipe(string(), trim(), nonEmpty(t.canned.required));
  const form = useForm({
    initial: {
      titleDe: answer?.titleDe ?? '',
      bodyDe: answer?.bodyDe ?? '',
      titleEn: answer?.titleEn ?? '',
      bodyEn: answer?.bodyEn ?? '',
    },
    schema: object({ titleDe: needed, bodyDe: needed, titleEn: needed, bodyEn: needed }),
  });
  const submit = useSubmit(form, CannedAnswerSave);
  return (
    <Form
      form={form}
      label={answer ? t.canned.editOf(answer.titleDe) : t.canned.add}
      onSubmit={async (typed) => {
        const which = answer
          ? { answerId: answer.id, expectedVersion: answer.version }
          : { idempotencyKey: keyOf(typed) };
        if (!(await submit({ input: { ...typed, ...which } }))) return;
        say(t.canned.saved);
        onSaved();
        onDone();
      }}
    >
      <TextInput label={t.canned.titleDe} maxLength={200} {...form.field('titleDe')} />
      <TextArea label={t.canned.bodyDe} rows={5} maxLength={2_500} {...form.field('bodyDe')} />
      <TextInput label={t.canned.titleEn} maxLength={200} {...form.field('titleEn')} />
      <TextArea label={t.canned.bodyEn} rows={5} maxLength={2_500} {...form.field('bodyEn')} />
      <div className="form-actions">
        <Button type="submit" look="primary" busy={form.submitting}>
          {common.save}
        </Button>
        <Button look="tertiary" onClick={onDone}>
          {common.cancel}
        </Button>
      </div>
    </Form>
  );
}

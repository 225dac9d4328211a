import { object, pipe, string, trim } from 'valibot';
import { emailPattern } from '../../lib/emailPattern.ts';
import { useForm } from '../../lib/form.ts';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';
import type { RequestAnswers } from './request.ts';
import { StepActions } from './StepActions.tsx';
import { type StepProps, useKept } from './useKept.ts';

/** Asks for the digitalisation officer, who is optional. */
export function OfficerStep({ answers, onTyped, onSave }: StepProps) {
  const texts = useMarketAccountMessages();
  const t = texts.officer;
  const { officer, officerName, officerEmail, officerPhone, officerDepartment } = answers;
  const text = () => pipe(string(), trim());
  const form = useForm({
    initial: { officer: officer as string, officerName, officerEmail, officerPhone, officerDepartment },
    schema: object({
      officer: string(),
      officerName: text(),
      officerEmail: text(),
      officerPhone: text(),
      officerDepartment: text(),
    }),
  });
  const as = (typed: typeof form.values) => ({ ...typed, officer: typed.officer as RequestAnswers['officer'] });
  useKept(onTyped, as(form.values));
  const save = (typed: typeof form.values) => {
    if (!typed.officer) return form.showErrors({ officer: t.missing.choice });
    if (typed.officer === 'other') {
      if (!typed.officerName) return form.showErrors({ officerName: t.missing.name });
      if (!typed.officerEmail) return form.showErrors({ officerEmail: t.missing.email });
      if (!emailPattern.test(typed.officerEmail)) return form.showErrors({ officerEmail: texts.emailForm });
    }
    onSave(as(typed));
  };
  return (
    <Form form={form} onSubmit={save}>
      <RadioGroup
        id="officer"
        label={t.label}
        error={form.errors.officer}
        value={form.values.officer || undefined}
        onChange={(next) => form.set({ officer: next })}
        options={[
          { value: 'me', label: t.options.me },
          { value: 'other', label: t.options.other },
          { value: 'no', label: t.options.no },
        ]}
      />
      {form.values.officer === 'other' && (
        <>
          <TextInput label={t.name} {...form.field('officerName')} />
          <EmailInput label={t.email} {...form.field('officerEmail')} />
          <TextInput label={t.department} optional {...form.field('officerDepartment')} />
          <TextInput type="tel" label={t.phone} optional {...form.field('officerPhone')} />
        </>
      )}
      <StepActions />
    </Form>
  );
}

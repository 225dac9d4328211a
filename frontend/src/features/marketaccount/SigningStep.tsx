import { object, pipe, string, trim } from 'valibot';
import { useForm } from '../../lib/form.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Form } from '../../ui/Form.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';
import type { RequestAnswers } from './request.ts';
import { StepActions } from './StepActions.tsx';
import { type StepProps, useKept } from './useKept.ts';

/** Asks whether the person may sign, by what, and until when. */
export function SigningStep({ answers, onTyped, onSave }: StepProps) {
  const t = useMarketAccountMessages().signing;
  const { sign, evidence, signUntil } = answers;
  const form = useForm({
    initial: { sign: sign as string, evidence, signUntil },
    schema: object({ sign: string(), evidence: pipe(string(), trim()), signUntil: string() }),
  });
  const as = (typed: typeof form.values) => ({ ...typed, sign: typed.sign as RequestAnswers['sign'] });
  useKept(onTyped, as(form.values));
  const save = (typed: typeof form.values) => {
    if (!typed.sign) return form.showErrors({ sign: t.missing.choice });
    if (typed.sign === 'yes' && !typed.evidence) return form.showErrors({ evidence: t.missing.evidence });
    onSave(as(typed));
  };
  return (
    <Form form={form} onSubmit={save}>
      <RadioGroup
        id="sign"
        label={t.label}
        error={form.errors.sign}
        value={form.values.sign || undefined}
        onChange={(next) => form.set({ sign: next })}
        options={[
          { value: 'yes', label: t.yes },
          { value: 'no', label: t.no, hint: t.noHint },
        ]}
      />
      {form.values.sign === 'yes' && (
        <>
          <TextArea label={t.evidence} hint={t.evidenceHint} rows={3} maxLength={1000} {...form.field('evidence')} />
          <DateField label={t.until} hint={t.untilHint} optional {...form.field('signUntil')} />
        </>
      )}
      <StepActions />
    </Form>
  );
}

import { useState } from 'react';
import type { ContractLevel, TemplatePartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { type FormRow, keyedRows, withoutKeys } from '../../lib/formRows.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { useKeptForm } from '../../market/useKeptForm.ts';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Form } from '../../ui/Form.tsx';
import { RepeatedRows } from '../../ui/RepeatedRows.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useContractsMessages } from './contractsMessages.ts';
import { unknownPlaceholders } from './placeholders.ts';

const ContractTemplateSave = graphql(`
  mutation ContractTemplateSave($input: ContractTemplateSaveInput!) {
    contractTemplateSave(input: $input) { template { id ...TemplateParts } userErrors { code field message } }
  }
`);

interface Values {
  body: string;
  annexes: ({ title: string; body: string } & FormRow)[];
  validFrom: string;
}

interface TemplateFormProps {
  level: ContractLevel;
  /** The newest version, which the next one begins with. */
  newest: TemplatePartsFragment | undefined;
  onSaved: (version: number) => void;
}

/** Writes the next version of a template: text with placeholders, annexes, and from when it holds. */
export function TemplateForm({ level, newest, onSaved }: TemplateFormProps) {
  const words = useContractsMessages();
  const t = words.templates;
  const known = Object.keys(words.placeholders);
  const next = (newest?.version ?? 0) + 1;
  const [initial] = useState<Values>(() => ({
    body: newest?.body ?? '',
    annexes: keyedRows(newest?.annexes.map(({ title, body }) => ({ title, body })) ?? []),
    validFrom: '',
  }));
  const form = useKeptForm<Values>({ name: `template.${level}.${next}`, initial });
  const submit = useSubmit(form, ContractTemplateSave);
  const save = async (values: Values) => {
    const unknown = unknownPlaceholders([values.body, ...values.annexes.map(({ body }) => body)], known);
    const missing: Record<string, string> = {
      ...(!values.body.trim() && { body: t.bodyRequired }),
      ...(unknown.length > 0 && { body: t.unknown(unknown.join(', ')) }),
      ...(values.annexes.some(({ title, body }) => !title.trim() || !body.trim()) && { annexes: t.annexRequired }),
      ...(!values.validFrom && { validFrom: t.fromRequired }),
    };
    if (Object.keys(missing).length > 0) return form.showErrors(missing);
    const payload = await submit({
      input: {
        level,
        expectedVersion: newest?.version ?? null,
        body: values.body,
        annexes: withoutKeys(values.annexes),
        validFrom: values.validFrom,
      },
    });
    if (!payload) return;
    form.settled();
    onSaved(next);
  };
  return (
    <section className="stack" aria-labelledby="template-next">
      <h2 className="kern-heading-medium" id="template-next">
        {t.next}
      </h2>
      <Disclosure summary={t.placeholders}>
        <p>{t.placeholdersText}</p>
        {/* biome-ignore lint/a11y/useSemanticElements: no set of fields, and no landmark. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: with large text it scrolls, and what scrolls is reached by keyboard (WCAG 2.1.1). */}
        <div className="market-scroll" role="group" aria-label={t.placeholders} tabIndex={0}>
          <table className="market-table" aria-label={t.placeholders}>
            <thead>
              <tr>
                <th scope="col">{t.placeholder}</th>
                <th scope="col">{t.meaning}</th>
              </tr>
            </thead>
            <tbody>
              {known.map((name) => (
                <tr key={name}>
                  <th scope="row">
                    <code>{`{{${name}}}`}</code>
                  </th>
                  <td>{words.placeholders[name]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Disclosure>
      <Form form={form} onSubmit={save} label={t.next}>
        <TextArea className="contracts-text" label={t.body} hint={t.bodyHint} rows={16} {...form.field('body')} />
        <RepeatedRows
          form={form}
          name="annexes"
          label={t.annexes}
          hint={t.annexesHint}
          noun={t.annex}
          empty={{ title: '', body: '' }}
          most={20}
        >
          {(row) => (
            <>
              <TextInput label={t.annexTitle} {...row.field('title')} />
              <TextArea className="contracts-text" label={t.annexBody} rows={8} {...row.field('body')} />
            </>
          )}
        </RepeatedRows>
        <DateField label={t.from} {...form.field('validFrom')} />
        <p className="muted small">{t.kept}</p>
        <Button type="submit" look="primary" busy={form.submitting}>
          {t.save(next)}
        </Button>
      </Form>
    </section>
  );
}

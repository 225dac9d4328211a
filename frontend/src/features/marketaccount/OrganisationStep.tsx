import { useQuery } from 'urql';
import { object, pipe, string, trim } from 'valibot';
import type { OrganisationKind } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useOrganisationKinds } from '../../lib/i18n/organisationKinds.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Form } from '../../ui/Form.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';
import { OrganisationPicker } from './OrganisationPicker.tsx';
import { newChoice, otherChoice } from './request.ts';
import { StepActions } from './StepActions.tsx';
import { type StepProps, useKept } from './useKept.ts';

const MeantOrganisations = graphql(`
  query MeantOrganisations($whole: String!, $part: String!) {
    whole: organisations(search: $whole, first: 4) { edges { cursor node { id name kind dissolved } } }
    part: organisations(search: $part, first: 4) { edges { cursor node { id name kind dissolved } } }
  }
`);

// Those that are not in the directory as a whole kind.
const newKinds: readonly OrganisationKind[] = [
  'ZWECKVERBAND',
  'KOMMUNALUNTERNEHMEN',
  'IT_ASSOCIATION',
  'VENDOR',
  'REGIERUNG',
  'CHAMBER',
  'OTHER',
];

/** The organisations that a certificate's name may mean: by all its words, and by all but the first, such as "Landratsamt". */
function useMeant(name: string) {
  const part = name.split(/\s+/).slice(1).join(' ');
  const [{ data, fetching }] = useQuery({ query: MeantOrganisations, variables: { whole: name, part: part || name } });
  const whole = (data?.whole.edges ?? []).map(({ node }) => node);
  // Where the very name is there, others that have a word of it are not meant.
  const exact = whole.filter((one) => one.name === name);
  const found = exact.length > 0 ? exact : [...whole, ...(data?.part.edges ?? []).map(({ node }) => node)];
  const distinct = new Map(found.filter(({ dissolved }) => !dissolved).map((one) => [one.id, one]));
  return { meant: [...distinct.values()].slice(0, 4), fetching: fetching && !data };
}

/** Asks which organisation somebody acts for: one that the certificate's name may mean, another, or a new one. */
export function OrganisationStep({
  answers,
  onTyped,
  onSave,
  certificateName,
}: StepProps & { certificateName: string }) {
  const t = useMarketAccountMessages().organisation;
  const common = useCommonMessages();
  const kinds = useOrganisationKinds();
  const { meant, fetching } = useMeant(certificateName);
  const form = useForm({
    initial: {
      choice: answers.choice,
      organisationId: answers.organisationId,
      organisationName: answers.organisationName || certificateName,
      kind: answers.kind as string,
    },
    schema: object({
      choice: string(),
      organisationId: string(),
      organisationName: pipe(string(), trim()),
      kind: string(),
    }),
  });
  const { choice, organisationId, organisationName, kind } = form.values;
  useKept(onTyped, { choice, organisationId, organisationName, kind: kind as OrganisationKind | '' });
  const save = (typed: typeof form.values) => {
    const known = meant.find(({ id }) => id === typed.choice);
    if (!typed.choice) return form.showErrors({ choice: t.missing.choice });
    if (typed.choice === newChoice) {
      if (!typed.organisationName) return form.showErrors({ organisationName: t.missing.name });
      if (!newKinds.includes(typed.kind as OrganisationKind)) return form.showErrors({ kind: t.missing.kind });
      return onSave({ ...typed, organisationId: '', kind: typed.kind as OrganisationKind });
    }
    if (typed.choice === otherChoice && !typed.organisationId)
      return form.showErrors({ organisationId: t.missing.search });
    onSave({ ...typed, ...(known && { organisationId: known.id, organisationName: known.name }), kind: '' });
  };
  return (
    <Form form={form} onSubmit={save}>
      <RadioGroup
        id="choice"
        label={fetching || meant.length > 0 ? t.label : t.labelNone}
        hint={t.hint(certificateName)}
        error={form.errors.choice}
        value={choice || undefined}
        onChange={(next) => form.set({ choice: next, organisationId: meant.some(({ id }) => id === next) ? next : '' })}
        options={[
          ...meant.map((one) => ({
            value: one.id,
            label: <span className="verbatim">{one.name}</span>,
            hint: kinds[one.kind],
          })),
          { value: otherChoice, label: t.other, hint: t.otherHint },
          { value: newChoice, label: t.new, hint: t.newHint },
        ]}
      />
      {choice === otherChoice && (
        <>
          <OrganisationPicker
            id="organisationId"
            label={t.search}
            hint={t.searchHint}
            error={form.errors.organisationId}
            initialText={organisationId ? organisationName : ''}
            onPick={(picked) =>
              form.set(picked ? { organisationId: picked.id, organisationName: picked.name } : { organisationId: '' })
            }
          />
          {organisationId && (
            <p role="status">
              {t.chosen}: <strong className="verbatim">{organisationName}</strong>
            </p>
          )}
        </>
      )}
      {choice === newChoice && (
        <>
          <TextInput label={t.name} maxLength={300} {...form.field('organisationName')} />
          <Select label={t.kind} {...form.field('kind')}>
            <option value="">{common.choose}</option>
            {newKinds.map((one) => (
              <option key={one} value={one}>
                {kinds[one]}
              </option>
            ))}
          </Select>
          {['IT_ASSOCIATION', 'VENDOR'].includes(kind) && <Alert kind="info" title={t.never} announce />}
        </>
      )}
      <StepActions first />
    </Form>
  );
}

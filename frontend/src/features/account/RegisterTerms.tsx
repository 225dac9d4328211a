import { useQuery } from 'urql';
import { boolean, check, object, pipe } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Form } from '../../ui/Form.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useAccountMessages } from './accountMessages.ts';
import type { RegistrationAnswers } from './registration.ts';

const TermsVersion = graphql(`
  query TermsVersion { legalTexts { kind version } }
`);

interface RegisterTermsProps {
  answers: RegistrationAnswers;
  onSave: (change: Partial<RegistrationAnswers>) => void;
}

/** Asks for agreement to the terms in force; which version it was goes along. */
export function RegisterTerms({ answers, onSave }: RegisterTermsProps) {
  const t = useAccountMessages();
  const common = useCommonMessages();
  const [{ data, error }, reload] = useQuery({ query: TermsVersion });
  const version = data?.legalTexts.find(({ kind }) => kind === 'TERMS_OF_USE')?.version;
  const form = useForm({
    initial: { terms: answers.termsVersion !== '' },
    schema: object({
      terms: pipe(
        boolean(),
        check((agreed) => agreed, t.required.terms),
      ),
    }),
  });
  const submit = () => {
    if (version) return onSave({ termsVersion: version });
    form.showErrors({ root: error ? problemText(error, common) : common.problem.network });
    reload({ requestPolicy: 'network-only' });
  };
  return (
    <Form form={form} onSubmit={submit}>
      <div className="prose">
        <ul>
          {t.register.terms.summary.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p>
          <TextLink to="/rechtliches/$kind" params={{ kind: 'nutzungsbedingungen' }} target="_blank">
            {t.register.terms.read} ({common.newWindow})
          </TextLink>
        </p>
        <p>
          <TextLink to="/rechtliches/$kind" params={{ kind: 'datenschutz' }} target="_blank">
            {t.register.terms.privacy} ({common.newWindow})
          </TextLink>
        </p>
      </div>
      <Checkbox label={t.register.terms.agree} {...form.box('terms')} />
      <div className="form-actions">
        <Button type="submit" look="primary">
          {common.next}
        </Button>
        <Button look="tertiary" icon="arrow-back" onClick={() => history.back()}>
          {common.back}
        </Button>
      </div>
    </Form>
  );
}

import { useQuery } from 'urql';
import { boolean, check, object, pipe } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Form } from '../../ui/Form.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';
import { StepActions } from './StepActions.tsx';
import type { StepProps } from './useKept.ts';

const MarketTermsVersion = graphql(`
  query MarketTermsVersion { legalTexts { kind version } }
`);

/** Asks who has no account yet for agreement to the terms in force; which version it was goes along. */
export function TermsStep({ answers, onSave }: StepProps) {
  const t = useMarketAccountMessages().terms;
  const common = useCommonMessages();
  const [{ data, error }, reload] = useQuery({ query: MarketTermsVersion });
  const version = data?.legalTexts.find(({ kind }) => kind === 'TERMS_OF_USE')?.version;
  const form = useForm({
    initial: { terms: answers.termsVersion !== '' },
    schema: object({
      terms: pipe(
        boolean(),
        check((agreed) => agreed, t.missing),
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
        <p>
          <TextLink to="/rechtliches/$kind" params={{ kind: 'nutzungsbedingungen' }} target="_blank">
            {t.read} ({common.newWindow})
          </TextLink>
        </p>
        <p>
          <TextLink to="/rechtliches/$kind" params={{ kind: 'datenschutz' }} target="_blank">
            {t.privacy} ({common.newWindow})
          </TextLink>
        </p>
      </div>
      <Checkbox label={t.agree} {...form.box('terms')} />
      <StepActions />
    </Form>
  );
}

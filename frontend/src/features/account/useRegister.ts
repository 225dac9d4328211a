import { graphql } from '../../gql/index.ts';
import type { FormState } from '../../lib/form.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { type StartSearch, searchToPlan } from '../../lib/startPlan.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import type { RegistrationAnswers } from './registration.ts';

const AccountRegister = graphql(`
  mutation AccountRegister($input: AccountRegisterInput!) {
    accountRegister(input: $input) { accepted userErrors { code field message } }
  }
`);

/** Sends the registration, which mails the link; repeated, it mails the link again. True when accepted. */
export function useRegister(
  form: FormState<RegistrationAnswers>,
): (answers: RegistrationAnswers, plan: StartSearch) => Promise<boolean> {
  const locale = useLocale();
  const submit = useSubmit(form, AccountRegister, { familyName: 'givenName' });
  return async (answers, plan) => {
    const payload = await submit({
      input: { ...answers, locale: locale === 'de' ? 'DE' : 'EN', startPlan: searchToPlan(plan) },
    });
    return payload !== null;
  };
}

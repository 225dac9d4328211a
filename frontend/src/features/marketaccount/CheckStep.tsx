import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { errorsFromServer } from '../../lib/formErrors.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useOrganisationKinds } from '../../lib/i18n/organisationKinds.ts';
import { problemText } from '../../lib/problems.ts';
import { useAttemptKey } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { SummaryList } from '../../ui/SummaryList.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';
import { newChoice, type RequestAnswers, type RequestStep, requestInput } from './request.ts';

const MarketAccountRequest = graphql(`
  mutation MarketAccountRequest($input: MarketAccountRequestInput!) {
    marketAccountRequest(input: $input) { account { id state } userErrors { code field message } }
  }
`);

// The row of the check page for each field of the request: the error summary leads to its link "Ändern".
const rows = {
  organisationId: 'organisation',
  organisationName: 'organisation',
  kind: 'organisation',
  ars: 'organisation',
  givenName: 'person',
  familyName: 'person',
  email: 'person',
  phone: 'person',
  functionalMailboxes: 'mailboxes',
  digitalOfficer: 'officer',
  maySign: 'signing',
  evidence: 'signing',
  signUntil: 'signing',
  termsVersion: 'terms',
} as const;

function Lines({ lines }: { lines: readonly (string | null | undefined)[] }) {
  return (
    <span className="marketaccount-lines verbatim">
      {lines.filter(Boolean).map((line) => (
        <span key={line}>{line}</span>
      ))}
    </span>
  );
}

interface CheckStepProps {
  answers: RequestAnswers;
  withTerms: boolean;
  /** Why the request before was rejected. */
  reason: string | null | undefined;
  /** That of an invitation, empty without one. */
  invitationToken: string;
  onSent: () => Promise<void>;
}

/** Shows the answers once more, each with its way back, and sends them. */
export function CheckStep({ answers, withTerms, reason, invitationToken, onSent }: CheckStepProps) {
  const t = useMarketAccountMessages().check;
  const common = useCommonMessages();
  const kinds = useOrganisationKinds();
  const client = useClient();
  const keyOf = useAttemptKey();
  const form = useForm({
    initial: { organisation: '', person: '', mailboxes: '', officer: '', signing: '', terms: '' },
  });
  const change = (schritt: RequestStep, id: (typeof rows)[keyof typeof rows], what: string) => (
    <TextLink id={id} to="/markt/konto" search={{ schritt }} aria-label={common.changeNamed(what)}>
      {common.change}
    </TextLink>
  );
  const send = async () => {
    const input = requestInput(answers, keyOf(answers), invitationToken);
    const { data, error } = await client.mutation(MarketAccountRequest, { input });
    const payload = data?.marketAccountRequest;
    if (!payload) return form.showErrors({ root: error ? problemText(error, common) : common.problem.unknown });
    if (payload.userErrors.length > 0) {
      // The officer's e-mail address is not the person's: the first part of the path says which it is.
      const told = payload.userErrors.map((one) => ({ ...one, field: one.field?.slice(0, 1) ?? null }));
      return form.showErrors(errorsFromServer(form.values, told, rows));
    }
    await onSent();
  };
  const officers = {
    '': t.none,
    no: t.none,
    me: t.me,
    other: (
      <Lines lines={[answers.officerName, answers.officerDepartment, answers.officerEmail, answers.officerPhone]} />
    ),
  };
  const until = answers.signUntil ? t.mayUntil(answers.signUntil) : t.may;
  return (
    <Form form={form} onSubmit={send}>
      {reason && (
        <Alert kind="info" title={t.rejected}>
          <p className="verbatim">{reason}</p>
        </Alert>
      )}
      <SummaryList
        rows={[
          {
            term: t.organisation,
            value: (
              <Lines
                lines={[
                  answers.organisationName,
                  answers.choice === newChoice && answers.kind ? `${kinds[answers.kind]}, ${t.newOrganisation}` : null,
                ]}
              />
            ),
            action: change('organisation', 'organisation', t.organisation),
          },
          {
            term: t.person,
            value: <Lines lines={[`${answers.givenName} ${answers.familyName}`, answers.email, answers.phone]} />,
            action: change('person', 'person', t.person),
          },
          {
            term: t.mailboxes,
            value: answers.mailboxes.length > 0 ? <Lines lines={answers.mailboxes} /> : t.none,
            action: change('postfaecher', 'mailboxes', t.mailboxes),
          },
          { term: t.officer, value: officers[answers.officer], action: change('digital', 'officer', t.officer) },
          {
            term: t.signing,
            value: answers.sign === 'yes' ? <Lines lines={[until, answers.evidence]} /> : t.mayNot,
            action: change('zeichnung', 'signing', t.signing),
          },
          ...(withTerms ? [{ term: t.terms, value: t.agreed, action: change('bedingungen', 'terms', t.terms) }] : []),
        ]}
      />
      <p className="muted">{t.privacy}</p>
      <Button type="submit" look="primary" busy={form.submitting}>
        {t.submit}
      </Button>
    </Form>
  );
}

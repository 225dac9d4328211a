import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useMemo, useRef } from 'react';
import { type FragmentType, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { dropInvitation } from '../../lib/invitation.ts';
import { dropLocalDraft } from '../../lib/storage.ts';
import { Page } from '../../ui/Page.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { CheckStep } from './CheckStep.tsx';
import { ClaimsFacts, ClaimsParts } from './ClaimsFacts.tsx';
import { MailboxesStep } from './MailboxesStep.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';
import { OfficerStep } from './OfficerStep.tsx';
import { OrganisationStep } from './OrganisationStep.tsx';
import { PersonStep } from './PersonStep.tsx';
import {
  allowedStep,
  type Known,
  keepAnswers,
  nextStep,
  type RequestAnswers,
  type RequestStep,
  readAnswers,
  requestDraft,
  requestSteps,
} from './request.ts';
import { SigningStep } from './SigningStep.tsx';
import { TermsStep } from './TermsStep.tsx';

interface RequestFormProps {
  claims: FragmentType<typeof ClaimsParts>;
  viewer: Known['viewer'];
  before: Known['before'];
  invited: Known['invited'];
  /** Called once the request was taken. */
  onSent: () => Promise<void>;
}

/** Asks for an account, one thing a page, beside what the certificate says; answers survive reload, "back" and errors. */
export function RequestForm({ claims, viewer, before, invited, onSent }: RequestFormProps) {
  const t = useMarketAccountMessages();
  const common = useCommonMessages();
  const said = readFragment(ClaimsParts, claims);
  const { schritt } = useSearch({ from: '/markt/konto' });
  const navigate = useNavigate({ from: '/markt/konto' });
  const typed = useRef<RequestAnswers>(undefined);
  typed.current ??= readAnswers({ claims: said, viewer, before, invited });
  const steps = requestSteps(viewer !== null);
  const step = allowedStep(schritt, typed.current, steps);
  // A page begins with what was typed so far, and keeps to it while one types.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins anew.
  const answers = useMemo(() => typed.current as RequestAnswers, [step]);
  if (schritt && step !== schritt) return <Navigate to="/markt/konto" search={{ schritt: step }} replace />;

  const onTyped = (change: Partial<RequestAnswers>) => {
    typed.current = { ...(typed.current as RequestAnswers), ...change };
    keepAnswers(typed.current);
  };
  const onSave = (change: Partial<RequestAnswers>) => {
    const { done } = typed.current as RequestAnswers;
    onTyped({ ...change, done: [...done.filter((one) => one !== step), step] });
    void navigate({ search: { schritt: nextStep(typed.current as RequestAnswers, steps) } });
  };
  const sent = async () => {
    dropLocalDraft(requestDraft);
    dropInvitation();
    await navigate({ search: {}, replace: true });
    await onSent();
  };
  const given = { answers, onTyped, onSave };
  const shared = said.functionalMailbox;
  const pages: Record<RequestStep, { title: string; lead?: string; form: ReactNode }> = {
    organisation: {
      title: t.organisation.step,
      lead: invited ? t.organisation.invited(invited.by, invited.organisation.name) : t.organisation.lead,
      form: <OrganisationStep {...given} certificateName={said.organisationName} />,
    },
    person: {
      title: t.person.step,
      lead: shared ? t.person.leadShared : t.person.lead,
      form: <PersonStep {...given} hasAccount={viewer !== null} />,
    },
    postfaecher: {
      title: t.mailboxes.step,
      lead: t.mailboxes.lead,
      form: <MailboxesStep {...given} shared={shared} />,
    },
    digital: { title: t.officer.step, lead: t.officer.lead, form: <OfficerStep {...given} /> },
    zeichnung: { title: t.signing.step, lead: t.signing.lead, form: <SigningStep {...given} /> },
    bedingungen: { title: t.terms.step, lead: t.terms.lead, form: <TermsStep {...given} /> },
    pruefen: {
      title: t.check.step,
      form: (
        <CheckStep
          answers={answers}
          withTerms={viewer === null}
          reason={before?.decisionNote}
          invitationToken={invited?.token ?? ''}
          onSent={sent}
        />
      ),
    },
  };
  const { title, lead, form } = pages[step];
  return (
    <Page
      key={step}
      title={title}
      lead={lead}
      above={`${t.title} · ${common.step(steps.indexOf(step) + 1, steps.length)}`}
      width="wide"
      takesFocus={schritt !== undefined}
    >
      <div className="marketaccount-columns">
        {form}
        <aside className="marketaccount-claims" aria-labelledby="claims">
          <h2 className="kern-heading-small" id="claims">
            {t.claims.title}
          </h2>
          <ClaimsFacts claims={claims} />
          <p className="muted small">{t.claims.wrong}</p>
          {!viewer && (
            <p className="small">
              {t.haveAccount} <TextLink to="/anmelden/ohne-konto">{t.connect}</TextLink>
            </p>
          )}
        </aside>
      </div>
    </Page>
  );
}

import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { keepVisit } from '../../lib/storage.ts';
import { Page } from '../../ui/Page.tsx';
import './account.css';
import { useAccountMessages } from './accountMessages.ts';
import { RegisterCheck } from './RegisterCheck.tsx';
import { RegisterEmail } from './RegisterEmail.tsx';
import { RegisterName } from './RegisterName.tsx';
import { RegisterSent } from './RegisterSent.tsx';
import { RegisterTerms } from './RegisterTerms.tsx';
import {
  allowedStep,
  draftName,
  nextStep,
  type RegistrationAnswers,
  readAnswers,
  registrationSteps,
} from './registration.ts';

/** Registration, one thing a page; answers survive reload, "back" and errors. */
export function RegisterPage() {
  const t = useAccountMessages();
  const common = useCommonMessages();
  const { schritt, ...plan } = useSearch({ from: '/registrieren' });
  const navigate = useNavigate({ from: '/registrieren' });
  const [answers, setAnswers] = useState(readAnswers);
  const step = allowedStep(schritt, answers);
  if (step !== schritt) return <Navigate to="/registrieren" search={{ ...plan, schritt: step }} replace />;

  const save = (change: Partial<RegistrationAnswers>) => {
    const next = { ...answers, ...change };
    setAnswers(next);
    keepVisit(draftName, next);
    void navigate({ search: { ...plan, schritt: nextStep(next) } });
  };
  const titles = {
    name: t.register.name.title,
    email: t.register.email.title,
    bedingungen: t.register.terms.title,
    pruefen: t.register.check.title,
    gesendet: t.register.sent.title,
  };
  const position = registrationSteps.indexOf(step) + 1;
  const above = position > 0 ? `${t.register.title} · ${common.step(position, registrationSteps.length)}` : undefined;
  return (
    <Page key={step} title={titles[step]} above={above} takesFocus={step !== 'name'}>
      {step === 'name' && <RegisterName answers={answers} onSave={save} />}
      {step === 'email' && <RegisterEmail answers={answers} onSave={save} />}
      {step === 'bedingungen' && <RegisterTerms answers={answers} onSave={save} />}
      {step === 'pruefen' && <RegisterCheck answers={answers} plan={plan} />}
      {step === 'gesendet' && <RegisterSent answers={answers} plan={plan} />}
    </Page>
  );
}

import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { keepVisit } from '../../lib/storage.ts';
import { Page } from '../../ui/Page.tsx';
import { ConnectAuthorityStep } from './ConnectAuthorityStep.tsx';
import { ConnectChannelStep } from './ConnectChannelStep.tsx';
import { ConnectCheckStep } from './ConnectCheckStep.tsx';
import { ConnectContactStep } from './ConnectContactStep.tsx';
import { ConnectSent } from './ConnectSent.tsx';
import './connect.css';
import { allowedStep, type ConnectAnswers, connectSteps, draftName, nextStep, readAnswers } from './connection.ts';
import { useConnectMessages } from './connectMessages.ts';

/** Asks for secure communication for an authority, one thing a page; answers survive reload, "back" and errors. */
export function ConnectPage() {
  const t = useConnectMessages();
  const common = useCommonMessages();
  const { schritt, behoerde } = useSearch({ from: '/behoerde/anbinden' });
  const navigate = useNavigate({ from: '/behoerde/anbinden' });
  const [answers, setAnswers] = useState(() => ({ ...readAnswers(), ...(behoerde && { authorityId: behoerde }) }));
  const step = allowedStep(schritt, answers);
  if (schritt && step !== schritt) return <Navigate to="/behoerde/anbinden" search={{ schritt: step }} replace />;

  const save = (change: Partial<ConnectAnswers>) => {
    const next = { ...answers, ...change };
    setAnswers(next);
    keepVisit(draftName, next);
    void navigate({ search: { schritt: nextStep(next) } });
  };
  const titles = {
    behoerde: t.title,
    weg: t.way.step,
    kontakt: t.contact.step,
    pruefen: t.check.step,
    gesendet: t.sent.title,
  };
  const leads = {
    behoerde: t.lead,
    weg: undefined,
    kontakt: t.contact.lead,
    pruefen: undefined,
    gesendet: t.sent.lead,
  };
  const position = connectSteps.indexOf(step) + 1;
  const count = position > 0 ? common.step(position, connectSteps.length) : undefined;
  return (
    <Page
      key={step}
      title={titles[step]}
      lead={leads[step]}
      above={position > 1 ? `${t.title} · ${count}` : count}
      takesFocus={schritt !== undefined}
    >
      {step === 'behoerde' && <ConnectAuthorityStep answers={answers} onSave={save} />}
      {step === 'weg' && <ConnectChannelStep answers={answers} onSave={save} />}
      {step === 'kontakt' && <ConnectContactStep answers={answers} onSave={save} />}
      {step === 'pruefen' && <ConnectCheckStep answers={answers} />}
      {step === 'gesendet' && <ConnectSent />}
    </Page>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useClient } from 'urql';
import type { OpeningPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText, type UserErrorShape } from '../../lib/problems.ts';
import { dropLocalDraft, keepLocalDraft, readLocalDraft } from '../../lib/storage.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { ErrorSummary, type SummaryError } from '../../ui/ErrorSummary.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';
import { OpeningAuthorities } from './OpeningAuthorities.tsx';
import { type Choices, choicesOf, type OpeningSearch, openInput, undecided } from './opening.ts';

const OpenMailbox = graphql(`
  mutation OpenMailbox($input: MailboxOpenInput!) {
    mailboxOpen(input: $input) { mailbox { id } userErrors { code field message } }
  }
`);

interface Kept {
  title: string;
  choices: Choices;
  /** Stays the same until the mailbox is open, so that it is opened once. */
  key: string;
}

interface OpeningFormProps {
  search: OpeningSearch;
  competences: readonly OpeningPartsFragment[];
  proposedTitle: string;
}

function useKept(search: OpeningSearch, proposedTitle: string): [Kept, (change: Partial<Kept>) => void, () => void] {
  const name = `opening.${JSON.stringify(search)}`;
  const [kept, setKept] = useState<Kept>(
    () => readLocalDraft<Kept>(name) ?? { title: proposedTitle, choices: choicesOf(search), key: crypto.randomUUID() },
  );
  useEffect(() => keepLocalDraft(name, kept), [name, kept]);
  return [kept, (change) => setKept((one) => ({ ...one, ...change })), () => dropLocalDraft(name)];
}

function NotActivated() {
  const t = useMailboxMessages();
  return (
    <Alert kind="warning" title={t.open.notActivated} announce>
      <p>{t.open.notActivatedText}</p>
      <p>
        <ButtonLink to="/konto/brief">{t.open.toActivation}</ButtonLink>
      </p>
    </Alert>
  );
}

/** Title and choices, and the button that opens. */
export function OpeningForm({ search, competences, proposedTitle }: OpeningFormProps) {
  const t = useMailboxMessages();
  const common = useCommonMessages();
  const client = useClient();
  const navigate = useNavigate();
  const [kept, keep, drop] = useKept(search, proposedTitle);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<readonly UserErrorShape[]>([]);
  const [fault, setFault] = useState<string | null>(null);

  const missing = attempt > 0 ? undecided(competences, kept.choices) : [];
  const errorOf = new Map(missing.map(({ service }) => [service.id, t.open.missing(service.name)]));
  const has = (code: string) => refused.some((one) => one.code === code);
  const conflict = has('IDEMPOTENCY_CONFLICT');
  const errors: SummaryError[] = [
    ...missing.map(({ service }) => ({ fieldId: `choice-${service.id}`, message: t.open.missing(service.name) })),
    ...refused
      .filter(({ code }) => code !== 'NOT_ACTIVATED' && code !== 'IDEMPOTENCY_CONFLICT')
      .map(({ field, message }) => (field?.includes('title') ? { fieldId: 'title', message } : { message })),
    ...(fault ? [{ message: fault }] : []),
  ];

  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setRefused([]);
    setFault(null);
    setAttempt(attempt + 1);
    if (undecided(competences, kept.choices).length > 0) return;
    setBusy(true);
    const { data, error } = await client
      .mutation(OpenMailbox, { input: openInput(search, competences, kept) })
      .toPromise();
    setBusy(false);
    const payload = data?.mailboxOpen;
    if (error || !payload) setFault(error ? problemText(error, common) : common.problem.unknown);
    else if (payload.mailbox) {
      drop();
      say(t.open.opened);
      await navigate({ to: '/postfach/$mailboxId', params: { mailboxId: payload.mailbox.id }, replace: true });
    } else {
      setRefused(payload.userErrors);
      setAttempt((count) => count + 1);
    }
  };

  return (
    <form className="form" noValidate onSubmit={open}>
      <ErrorSummary errors={errors} attempt={attempt} />
      {has('NOT_ACTIVATED') && <NotActivated />}
      {conflict && (
        <Alert kind="warning" title={t.open.conflict} announce>
          <ButtonLink to="/postfach">{t.open.toList}</ButtonLink>
        </Alert>
      )}
      {competences.length > 0 && (
        <section aria-labelledby="opening-services">
          <h2 className="kern-heading-medium" id="opening-services">
            {t.open.services}
          </h2>
          {competences.some(({ candidates }) => candidates.length > 1) && <p>{t.open.final}</p>}
          <OpeningAuthorities
            competences={competences}
            choices={kept.choices}
            errors={errorOf}
            onChoose={(serviceId, authorityId) => keep({ choices: { ...kept.choices, [serviceId]: authorityId } })}
          />
        </section>
      )}
      <TextInput
        id="title"
        label={t.open.titleLabel}
        hint={t.open.titleHint}
        optional
        maxLength={200}
        autoComplete="off"
        value={kept.title}
        onChange={(event) => keep({ title: event.target.value })}
      />
      <div className="form-actions">
        <Button type="submit" look="primary" icon="mail" busy={busy}>
          {busy ? common.working : t.open.action}
        </Button>
      </div>
    </form>
  );
}

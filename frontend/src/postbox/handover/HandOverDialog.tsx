import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { AuthorityChoice, type ChosenAuthority } from './AuthorityChoice.tsx';
import type { HandOverParty } from './handOverParty.ts';
import { useHandoverMessages } from './handoverMessages.ts';

const HandMailboxOver = graphql(`
  mutation HandMailboxOver($input: MailboxHandOverInput!) {
    mailboxHandOver(input: $input) {
      successor { id reference predecessor { id reference successors { id reference } } }
      userErrors { code field message }
    }
  }
`);

interface HandOverDialogProps {
  mailboxId: string;
  party: HandOverParty;
  onClose: () => void;
}

/** Asks to which authority, says what goes along, and hands over with the owner's consent. */
export function HandOverDialog({ mailboxId, party, onClose }: HandOverDialogProps) {
  const t = useHandoverMessages();
  const common = useCommonMessages();
  const client = useClient();
  const navigate = useNavigate();
  const { authority, suggestedAuthority } = party;
  // One key for each dialog: who presses twice opens one mailbox.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [which, setWhich] = useState<'named' | 'other'>(suggestedAuthority ? 'named' : 'other');
  const [other, setOther] = useState<ChosenAuthority | null>(null);
  const [agreed, setAgreed] = useState(false);
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const to = which === 'named' ? suggestedAuthority : other;
  const act = async () => {
    setAsked(true);
    setProblem(null);
    if (!to || !agreed) return;
    setBusy(true);
    const { data, error } = await client
      .mutation(HandMailboxOver, {
        input: {
          mailboxId,
          fromAuthorityId: authority.id,
          toAuthorityId: to.id,
          idempotencyKey: `${idempotencyKey}-${to.id}`,
        },
      })
      .toPromise();
    setBusy(false);
    const refused = error ? problemText(error, common) : data?.mailboxHandOver.userErrors[0]?.message;
    if (refused || !data?.mailboxHandOver.successor) return setProblem(refused ?? common.problem.unknown);
    onClose();
    say(t.handOver.done);
    await navigate({ to: '/postfach/$mailboxId', params: { mailboxId: data.mailboxHandOver.successor.id } });
  };
  return (
    <Dialog
      open
      title={t.handOver.dialog}
      onClose={onClose}
      actions={
        <>
          <Button look="primary" busy={busy} onClick={() => void act()}>
            {busy ? common.working : t.handOver.send}
          </Button>
          <Button onClick={onClose}>{common.cancel}</Button>
        </>
      }
    >
      <div className="stack">
        {suggestedAuthority && (
          <RadioGroup
            id="hand-over-to"
            label={t.handOver.to}
            value={which}
            onChange={setWhich}
            options={[
              {
                value: 'named',
                label: t.handOver.named(suggestedAuthority.name),
                hint: suggestedAuthority.reachability === 'CONNECTED' ? undefined : t.handOver.notConnected,
              },
              { value: 'other', label: t.handOver.other },
            ]}
          />
        )}
        {which === 'other' && (
          <AuthorityChoice
            id="hand-over-other"
            label={suggestedAuthority ? t.authority : t.handOver.to}
            error={asked && !other ? t.handOver.choose : undefined}
            onChoose={setOther}
          />
        )}
        <section aria-labelledby="hand-over-what">
          <h3 className="kern-title" id="hand-over-what">
            {t.handOver.what}
          </h3>
          <ul>
            {t.handOver.items(authority.name).map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
          <p>{t.handOver.not}</p>
        </section>
        <Checkbox
          id="hand-over-consent"
          label={t.handOver.consent}
          checked={agreed}
          error={asked && !agreed ? t.handOver.consentMissing : undefined}
          onChange={(event) => setAgreed(event.target.checked)}
        />
        {problem && <Alert kind="danger" title={problem} announce />}
      </div>
    </Dialog>
  );
}

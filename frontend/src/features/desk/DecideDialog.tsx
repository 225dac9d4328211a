import { useState } from 'react';
import type { ConnectRequestPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Form } from '../../ui/Form.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { DirectoryAddress } from './DirectoryAddress.tsx';
import { type DecisionValues, decisionSchema, isWhole, officialAddress, proposedDecision } from './decision.ts';
import { useDeskMessages } from './deskMessages.ts';
import { OfficialDoubts } from './OfficialDoubts.tsx';

const AuthorityConnectDecide = graphql(`
  mutation AuthorityConnectDecide($input: AuthorityConnectDecideInput!) {
    authorityConnectDecide(input: $input) { request { id state ...ConnectRequestParts } userErrors { code field message } }
  }
`);

interface DecisionFormProps {
  request: ConnectRequestPartsFragment;
  /** There is no other operator. */
  alone: boolean;
  onClose: () => void;
  onDecided: (text: string) => void;
}

function DecisionForm({ request, alone, onClose, onDecided }: DecisionFormProps) {
  const t = useDeskMessages();
  const common = useCommonMessages();
  const { authority } = request;
  const confirms = request.state === 'RELEASE_PROPOSED' && !request.proposedByMe;
  const form = useForm<DecisionValues>({
    initial: proposedDecision(request.address),
    schema: decisionSchema(t) as never,
  });
  const submit = useSubmit(form, AuthorityConnectDecide, { address: 'street', approve: 'what' });
  const { what } = form.values;
  // The address as it stood when a field was left or it was taken over; while one types it is not looked at.
  const [settled, setSettled] = useState(() => officialAddress(form.values));
  const settle = (values: DecisionValues) => {
    const next = officialAddress(values);
    if (JSON.stringify(next) !== JSON.stringify(settled)) setSettled(next);
  };
  const stands = JSON.stringify(settled) === JSON.stringify(officialAddress(form.values));
  const take = (taken: Partial<DecisionValues>) => {
    form.set(taken);
    settle({ ...form.values, ...taken });
  };
  const decide = async (typed: DecisionValues) => {
    const approve = typed.what === 'release';
    const address = approve ? officialAddress(typed) : null;
    const input = { requestId: request.id, approve, address, note: typed.note || null };
    const done = await submit({ input });
    if (!done) return;
    const { released, declined, proposed } = t.requests;
    const said = { RELEASED: released, DECLINED: declined }[done.request?.state as string] ?? proposed;
    onDecided(said(authority.name));
  };
  return (
    <Form form={form} onSubmit={decide} label={t.decide.title(authority.name)}>
      {confirms && <p>{t.decide.second(request.proposedBy ?? '')}</p>}
      {!confirms && <p>{alone ? t.requests.alone : t.decide.first}</p>}
      <RadioGroup
        id="what"
        label={t.decide.what}
        error={form.errors.what}
        value={what || undefined}
        onChange={(next) => form.set({ what: next })}
        options={[
          { value: 'release', label: confirms ? t.decide.confirm : t.decide.release },
          { value: 'decline', label: t.decide.decline },
        ]}
      />
      {what === 'release' && (
        <fieldset className="desk-address" onBlur={() => settle(form.values)}>
          <legend className="kern-label">{t.decide.address}</legend>
          <p className="kern-hint">{t.decide.addressHint(authority.name)}</p>
          <DirectoryAddress authority={authority} onTake={take} />
          <TextInput label={t.decide.addition} hint={t.decide.additionHint} optional {...form.field('addition')} />
          <div className="field-row">
            <TextInput label={t.decide.street} {...form.field('street')} />
            <div className="field-narrow desk-house-number">
              <TextInput label={t.decide.houseNumber} optional {...form.field('houseNumber')} />
            </div>
          </div>
          <div className="field-row">
            <div className="field-narrow">
              <TextInput label={t.decide.postalCode} inputMode="numeric" {...form.field('postalCode')} />
            </div>
            <TextInput label={t.decide.city} {...form.field('city')} />
          </div>
          <Checkbox label={t.decide.checked} {...form.box('checked')} />
          {stands && isWhole(settled) && <OfficialDoubts key={JSON.stringify(settled)} address={settled} />}
        </fieldset>
      )}
      {what !== '' && (
        <TextArea
          label={what === 'decline' ? t.decide.noteDecline : t.decide.note}
          hint={what === 'decline' ? t.decide.noteDeclineHint : t.decide.noteHint}
          optional={what === 'release'}
          rows={2}
          {...form.field('note')}
        />
      )}
      <div className="form-actions">
        <Button type="submit" look="primary" busy={form.submitting}>
          {t.decide.submit}
        </Button>
        <Button onClick={onClose}>{common.cancel}</Button>
      </div>
    </Form>
  );
}

interface DecideDialogProps extends Omit<DecisionFormProps, 'request'> {
  /** The one to decide about, null while none is. */
  request: ConnectRequestPartsFragment | null;
}

/** Releases a connect request with the official address, or declines it with a reason. */
export function DecideDialog({ request, ...props }: DecideDialogProps) {
  const t = useDeskMessages();
  return (
    <Dialog open={request !== null} title={t.decide.title(request?.authority.name ?? '')} onClose={props.onClose}>
      {request && <DecisionForm key={request.id} request={request} {...props} />}
    </Dialog>
  );
}

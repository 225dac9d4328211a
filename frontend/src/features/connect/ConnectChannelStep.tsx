import { object, picklist } from 'valibot';
import type { ChannelKind } from '../../gql/graphql.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import type { ConnectAnswers } from './connection.ts';
import { useConnectMessages } from './connectMessages.ts';

const kinds = ['INBOX', 'SMIME'] as const;
const aspects = ['need', 'good', 'bad', 'fits'] as const;

function Comparison({ kind }: { kind: ChannelKind }) {
  const t = useConnectMessages();
  return (
    <dl className="connect-compare">
      {aspects.map((aspect) => (
        <div key={aspect}>
          <dt>{t.way.terms[aspect]}</dt>
          <dd>{t.way.kinds[kind][aspect]}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ConnectChannelStepProps {
  answers: ConnectAnswers;
  onSave: (change: Partial<ConnectAnswers>) => void;
}

/** Asks for inbox or S/MIME and says of both what speaks for and against them. */
export function ConnectChannelStep({ answers, onSave }: ConnectChannelStepProps) {
  const t = useConnectMessages();
  const common = useCommonMessages();
  const form = useForm<Pick<ConnectAnswers, 'kind'>>({
    initial: { kind: answers.kind },
    schema: object({ kind: picklist(kinds, t.way.missing) }) as never,
  });
  return (
    <Form form={form} onSubmit={onSave}>
      <RadioGroup
        id="kind"
        label={t.way.label}
        hint={t.way.lead}
        error={form.errors.kind}
        value={form.values.kind || undefined}
        onChange={(kind) => form.set({ kind })}
        options={kinds.map((kind) => ({
          value: kind,
          label: <strong>{t.way.kinds[kind].name}</strong>,
          hint: t.way.kinds[kind].hint,
          details: <Comparison kind={kind} />,
        }))}
      />
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

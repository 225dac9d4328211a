import { useState } from 'react';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { ParameterField } from './ParameterField.tsx';
import { fieldOf, type Keeping } from './parameters.ts';
import { useRolloutsMessages } from './rolloutsMessages.ts';
import { useAct } from './useAct.ts';
import { useParameters } from './useParameters.ts';

/** What must be known to set the service up, as far as it was filled in. */
export const ParameterFormParts = graphql(`
  fragment ParameterForm on Rollout {
    id version viewerParty state
    parameters { value parameter { key label source example required } }
  }
`);

const RolloutParametersSave = graphql(`
  mutation RolloutParametersSave($input: RolloutParametersSaveInput!) {
    rolloutParametersSave(input: $input) {
      rollout { id version ...RolloutView }
      userErrors { code field message }
    }
  }
`);

interface ParameterFormProps {
  rollout: FragmentType<typeof ParameterFormParts>;
  keeping: Keeping;
  onStale: () => void;
}

/** The set-up parameters; who works on the rollout fills them in, all others read them. */
export function ParameterForm({ rollout, keeping, onStale }: ParameterFormProps) {
  const words = useRolloutsMessages().parameters;
  const { viewerParty, state, parameters } = readFragment(ParameterFormParts, rollout);
  const filled = parameters.filter(({ value }) => value).length;
  const writable = viewerParty !== null && state !== 'ENDED';
  return (
    <section className="stack" aria-labelledby="rollouts-parameters">
      <div className="card-head">
        <h2 className="kern-heading-medium" id="rollouts-parameters">
          {words.title}
        </h2>
        {parameters.length > 0 && <p className="muted">{words.filled(filled, parameters.length)}</p>}
      </div>
      {parameters.length === 0 && <p>{words.none}</p>}
      {parameters.length > 0 && !writable && (
        <Facts rows={parameters.map(({ parameter, value }) => [parameter.label, value || words.empty] as const)} />
      )}
      {parameters.length > 0 && writable && <Fields rollout={rollout} keeping={keeping} onStale={onStale} />}
    </section>
  );
}

// Saved each by itself or together. What is typed stays when somebody else saves meanwhile.
function Fields({ rollout, keeping, onStale }: ParameterFormProps) {
  const words = useRolloutsMessages().parameters;
  const { id, version, parameters } = readFragment(ParameterFormParts, rollout);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const { act, busy, problem } = useAct(RolloutParametersSave);
  const stored = Object.fromEntries(parameters.map(({ parameter, value }) => [parameter.key, value ?? '']));
  const { text, meanwhile, open, type, forget } = useParameters(`rollout.${id}`, stored, keeping);
  const save = async (keys: readonly string[]) => {
    if (keys.length === 0) return say(words.unchanged);
    const values = keys.map((key) => ({ key, value: text(key).trim() || null }));
    const { refused } = await act({ input: { rolloutId: id, expectedVersion: version, values } });
    const field = refused && fieldOf(refused.field, keys);
    setErrors(field ? { [field]: refused.message } : {});
    if (field) document.getElementById(`parameter-${field}`)?.focus();
    if (refused?.code === 'STALE') onStale();
    if (!refused) say(words.saved);
  };
  return (
    <form
      noValidate
      className="form"
      aria-labelledby="rollouts-parameters"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save(open);
      }}
    >
      <p>{words.lead}</p>
      {problem && Object.keys(errors).length === 0 && <Alert kind="danger" title={problem} announce />}
      {parameters.map(({ parameter }) => (
        <ParameterField
          key={parameter.key}
          parameter={parameter}
          text={text(parameter.key)}
          error={errors[parameter.key]}
          meanwhile={meanwhile(parameter.key)}
          onText={(next) => type(parameter.key, next)}
          onForget={() => forget(parameter.key)}
          onSave={open.includes(parameter.key) && open.length > 1 ? () => void save([parameter.key]) : undefined}
          busy={busy}
        />
      ))}
      <div className="form-actions">
        <Button type="submit" look="primary" busy={busy}>
          {open.length > 0 ? words.saveAll(open.length) : words.save}
        </Button>
        {open.length === 0 && <span className="muted">{words.unchanged}</span>}
      </div>
    </form>
  );
}

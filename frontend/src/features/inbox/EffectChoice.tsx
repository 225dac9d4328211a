import type { DecisionEffect, PeriodInput } from '../../gql/graphql.ts';
import { useDecisionMessages } from '../../postbox/decisionMessages.ts';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { RemedyChoice } from './RemedyChoice.tsx';

interface EffectChoiceProps {
  /** What the person agrees to, and for information. */
  possible: readonly DecisionEffect[];
  effect: DecisionEffect;
  error: string | undefined;
  onChange: (effect: DecisionEffect) => void;
  remedy: PeriodInput | null | undefined;
  remedyError: string | undefined;
  onRemedy: (remedy: PeriodInput | null) => void;
}

/** What a decision does; without consent it can only be sent for information, and says so. One that is announced says how long a remedy is open. */
export function EffectChoice({ possible, effect, error, onChange, remedy, remedyError, onRemedy }: EffectChoiceProps) {
  const t = useDecisionMessages();
  return (
    <>
      <RadioGroup<DecisionEffect>
        id="decisionEffect"
        label={t.choice}
        hint={possible.length === 1 ? t.noConsent : undefined}
        error={error}
        value={effect}
        onChange={onChange}
        options={possible.map((value) => ({ value, label: t.effects[value], hint: t.effectTexts[value].authority }))}
      />
      {effect === 'ANNOUNCEMENT' && <RemedyChoice remedy={remedy} error={remedyError} onChange={onRemedy} />}
    </>
  );
}

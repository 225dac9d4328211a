import type { DecisionEffect } from '../../gql/graphql.ts';
import { useDecisionMessages } from '../../postbox/decisionMessages.ts';
import { RadioGroup } from '../../ui/RadioGroup.tsx';

interface EffectChoiceProps {
  /** What the person agrees to, and for information. */
  possible: readonly DecisionEffect[];
  effect: DecisionEffect;
  error: string | undefined;
  onChange: (effect: DecisionEffect) => void;
}

/** What a decision does; without consent it can only be sent for information, and says so. */
export function EffectChoice({ possible, effect, error, onChange }: EffectChoiceProps) {
  const t = useDecisionMessages();
  return (
    <RadioGroup<DecisionEffect>
      id="decisionEffect"
      label={t.choice}
      hint={possible.length === 1 ? t.noConsent : undefined}
      error={error}
      value={effect}
      onChange={onChange}
      options={possible.map((value) => ({ value, label: t.effects[value], hint: t.effectTexts[value].authority }))}
    />
  );
}

import type { PeriodInput } from '../../gql/graphql.ts';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { useRemedyMessages } from './remedyMessages.ts';

const periods = {
  MONTH: { amount: 1, unit: 'MONTHS' },
  TWO_WEEKS: { amount: 2, unit: 'WEEKS' },
  NONE: null,
} as const satisfies Record<string, PeriodInput | null>;

type Choice = keyof typeof periods;

interface RemedyChoiceProps {
  /** Undefined: not chosen yet. */
  remedy: PeriodInput | null | undefined;
  error: string | undefined;
  onChange: (remedy: PeriodInput | null) => void;
}

/** How long a remedy is open, as the instruction in the decision says. */
export function RemedyChoice({ remedy, error, onChange }: RemedyChoiceProps) {
  const t = useRemedyMessages();
  const chosen =
    remedy === undefined
      ? undefined
      : (Object.keys(periods) as Choice[]).find((one) => periods[one]?.unit === remedy?.unit);
  return (
    <RadioGroup<Choice>
      id="remedy"
      label={t.label}
      hint={t.hint}
      error={error}
      value={chosen}
      onChange={(one) => onChange(periods[one])}
      options={(Object.keys(periods) as Choice[]).map((value) => ({ value, label: t.choices[value] }))}
    />
  );
}

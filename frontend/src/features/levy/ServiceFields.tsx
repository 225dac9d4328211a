import { TextInput } from '../../ui/TextInput.tsx';
import type { AssumedService } from './assumptions.ts';
import { useLevyMessages } from './levyMessages.ts';

type Name = 'total' | 'stateOnly' | 'gemeinde' | 'landkreis' | 'bezirk';

/** Props of a text field of one service. */
export type ServiceField = (name: Name) => {
  id: string;
  name: string;
  error: string | undefined;
  value: string;
  onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) => void;
};

/** The amounts of a service. */
export function CostFields({ field }: { field: ServiceField }) {
  const { admin } = useLevyMessages();
  return (
    <div className="levy-split">
      <TextInput label={admin.form.total} inputMode="decimal" autoComplete="off" {...field('total')} />
      <TextInput label={admin.form.stateOnly} inputMode="decimal" autoComplete="off" {...field('stateOnly')} />
    </div>
  );
}

/** What each level bears of a service. */
export function SplitFields({ field }: { field: ServiceField }) {
  const { admin } = useLevyMessages();
  return (
    <>
      <p className="kern-hint">{admin.form.shareHint}</p>
      <div className="levy-split">
        {(['gemeinde', 'landkreis', 'bezirk'] as const).map((level) => (
          <TextInput key={level} label={admin.form[level]} autoComplete="off" {...field(level)} />
        ))}
      </div>
    </>
  );
}

/** What is wrong with the fields of a service, in words. */
export function useServiceErrors(): (problem: readonly string[]) => Partial<Record<keyof AssumedService, string>> {
  const { wrong } = useLevyMessages();
  return (problems) => {
    const has = (name: string) => problems.includes(name);
    return {
      ...(has('name') && { name: wrong.name }),
      ...(has('total') && { total: wrong.euro }),
      ...(has('stateOnly') && { stateOnly: wrong.euro }),
      ...(has('stateOnlyMore') && { stateOnly: wrong.stateOnly }),
      ...(has('gemeinde') && { gemeinde: wrong.share }),
      ...(has('landkreis') && { landkreis: wrong.share }),
      ...(has('bezirk') && { bezirk: wrong.share }),
      ...(has('sum') && { bezirk: wrong.sum }),
    };
  };
}

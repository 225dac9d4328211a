import type { FormState } from '../../lib/form.ts';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import type { TypedSheet } from './sheetValues.ts';

type BothName = 'name' | 'summary' | 'description' | 'costNote' | 'testNote';

interface BothProps {
  form: FormState<TypedSheet>;
  name: BothName;
  label: string;
  hint?: string;
  optional?: boolean;
  /** How many lines are in sight; one is a line of text. */
  rows?: number;
  onBlur?: () => void;
}

/** A text in German and, where the sheet has it, in English beside it. */
export function Both({ form, name, label, hint, optional = false, rows, onBlur }: BothProps) {
  const w = useCatalogueDeskMessages();
  const ends = form.values.english ? (['De', 'En'] as const) : (['De'] as const);
  return (
    <div className="desk-both">
      {ends.map((end) => {
        const shared = {
          label: form.values.english ? w.inLanguage(label, w.languages[end]) : label,
          hint,
          optional,
          lang: end === 'De' ? 'de' : 'en',
          ...form.field(`${name}${end}`),
        };
        return rows ? (
          <TextArea key={end} rows={rows} {...shared} />
        ) : (
          <TextInput key={end} autoComplete="off" onBlur={end === 'De' ? onBlur : undefined} {...shared} />
        );
      })}
    </div>
  );
}

import { array, boolean, check, forward, nonEmpty, object, pipe, regex, string, trim } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { type FormSchema, useForm } from '../../lib/form.ts';
import { keyedRows } from '../../lib/formRows.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { RepeatedRows } from '../../ui/RepeatedRows.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { cents, isWhole, typedEuros, typedShare } from './amounts.ts';
import {
  type AssumedService,
  type LevyBase,
  mostServices,
  noService,
  positionOf,
  readAssumptions,
} from './assumptions.ts';
import type { LevyMessages } from './levy.de.ts';
import { useLevyMessages } from './levyMessages.ts';
import { CostFields, SplitFields } from './ServiceFields.tsx';

const LevyDraftSave = graphql(`
  mutation LevyDraftSave($input: LevyDraftSaveInput!) {
    levyDraftSave(input: $input) {
      levyYear { id version year revision state sharesDigest settlementNote correctionNote ...LevyPictureParts }
      userErrors { code field message }
    }
  }
`);

/** A year that is edited; without id it is not there yet. */
export interface DraftOrigin extends LevyBase {
  version: number | null;
  dueOn: string;
  settlementNote: string;
  /** Null where nothing is published that could be corrected. */
  correctionNote: string | null;
}

interface DraftValues {
  year: string;
  stateShare: string;
  positions: readonly AssumedService[];
  dueOn: string;
  settlementNote: string;
  correctionNote: string;
}

// As the contract calls the fields of a position, so that what the server refuses is found at its field.
const toRow = ({ total, stateOnly, ...row }: AssumedService) => ({
  ...row,
  totalCost: total,
  stateOnlyCost: stateOnly,
});
type Row = ReturnType<typeof toRow>;
const fromRow = ({ totalCost, stateOnlyCost, ...row }: Row): AssumedService => ({
  ...row,
  total: totalCost,
  stateOnly: stateOnlyCost,
});

function schemaOf(t: LevyMessages, correcting: boolean) {
  const share = pipe(
    string(),
    check((typed) => typedShare(typed) !== null, t.wrong.share),
  );
  const amount = pipe(
    string(),
    check((typed) => typedEuros(typed) !== null, t.wrong.euro),
  );
  const whole = (row: Row) => {
    const shares = [row.gemeinde, row.landkreis, row.bezirk].map(typedShare);
    return shares.includes(null) || isWhole(shares as string[]);
  };
  const within = ({ totalCost, stateOnlyCost }: Row) => {
    const [total, stateOnly] = [typedEuros(totalCost), typedEuros(stateOnlyCost)];
    return total === null || stateOnly === null || cents(stateOnly) <= cents(total);
  };
  const fields = object({
    key: string(),
    included: boolean(),
    name: pipe(string(), trim(), nonEmpty(t.wrong.name)),
    totalCost: amount,
    stateOnlyCost: amount,
    gemeinde: share,
    landkreis: share,
    bezirk: share,
  });
  const row = pipe(
    fields,
    forward(check(within, t.wrong.stateOnly), ['stateOnlyCost']),
    forward(check(whole, t.wrong.sum), ['bezirk']),
  );
  const note = pipe(string(), trim(), nonEmpty(t.wrong.note));
  return object({
    year: pipe(string(), trim(), regex(/^20\d\d$/, t.wrong.year)),
    stateShare: share,
    positions: array(row),
    dueOn: string(),
    settlementNote: note,
    correctionNote: correcting ? note : string(),
  });
}

interface DraftFormProps {
  origin: DraftOrigin;
  onSaved: (year: number, revision: number) => void;
  /** Whether something is typed that is not saved. */
  onTyping: (unsaved: boolean) => void;
}

/** The positions of a year, to enter and to change. */
export function DraftForm({ origin, onSaved, onTyping }: DraftFormProps) {
  const t = useLevyMessages();
  const words = t.admin.form;
  const correcting = origin.correctionNote !== null;
  const initial = {
    year: origin.year ? String(origin.year) : '',
    stateShare: origin.stateShare,
    positions: keyedRows(readAssumptions(origin, {}).services.map(({ key: _, ...row }) => row)).map(toRow),
    dueOn: origin.dueOn,
    settlementNote: origin.settlementNote,
    correctionNote: origin.correctionNote ?? '',
  };
  type Values = Omit<DraftValues, 'positions'> & { positions: readonly Row[] };
  const form = useForm<Values>({ initial, schema: schemaOf(t, correcting) as unknown as FormSchema<Values> });
  const submit = useSubmit(form, LevyDraftSave);
  const save = async (values: Values) => {
    const positions = values.positions.map((row) => positionOf(fromRow(row)));
    const payload = await submit({
      input: {
        expectedVersion: origin.version,
        basis: {
          year: Number(values.year),
          stateShare: typedShare(values.stateShare) ?? '0',
          positions: positions.filter((one) => one !== null),
        },
        dueOn: values.dueOn || null,
        settlementNote: values.settlementNote,
        correctionNote: correcting ? values.correctionNote : null,
      },
    });
    if (!payload?.levyYear) return;
    say(words.saved);
    onTyping(false);
    onSaved(payload.levyYear.year, payload.levyYear.revision);
  };
  const { key: _, ...empty } = toRow({ ...noService, key: '' });
  return (
    <section className="stack" aria-labelledby="levy-draft" onChange={() => onTyping(true)}>
      <h2 className="kern-heading-medium" id="levy-draft">
        {words.title}
      </h2>
      <Form form={form} onSubmit={save} label={words.title}>
        <TextInput
          label={words.year}
          inputMode="numeric"
          autoComplete="off"
          readOnly={origin.version !== null || correcting}
          {...form.field('year')}
        />
        <TextInput
          label={words.stateShare}
          hint={t.simulator.stateShareHint}
          autoComplete="off"
          {...form.field('stateShare')}
        />
        <RepeatedRows
          form={form}
          name="positions"
          label={words.label}
          noun={words.noun}
          empty={empty}
          most={mostServices}
        >
          {(row) => {
            const named = { total: 'totalCost', stateOnly: 'stateOnlyCost' } as const;
            const field = (name: 'total' | 'stateOnly' | 'gemeinde' | 'landkreis' | 'bezirk') =>
              row.field(name === 'total' || name === 'stateOnly' ? named[name] : name);
            return (
              <>
                <TextInput label={words.name} autoComplete="off" {...row.field('name')} />
                <CostFields field={field} />
                <SplitFields field={field} />
              </>
            );
          }}
        </RepeatedRows>
        <DateField label={words.dueOn} optional {...form.field('dueOn')} />
        <TextArea label={words.note} hint={words.noteHint} rows={3} {...form.field('settlementNote')} />
        {correcting && <TextArea label={words.correctionNote} rows={3} {...form.field('correctionNote')} />}
        <Button type="submit" busy={form.submitting}>
          {words.save}
        </Button>
      </Form>
    </section>
  );
}

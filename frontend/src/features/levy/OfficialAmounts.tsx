import { useState } from 'react';
import { useClient } from 'urql';
import { check, object, pipe, regex, string, trim } from 'valibot';
import type { LevyLevel } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { euros } from '../../lib/euros.ts';
import { type FormSchema, useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { useLatest } from '../../lib/useLatest.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { typedEuros } from './amounts.ts';
import { levels } from './LevyShares.tsx';
import { useLevyMessages } from './levyMessages.ts';
import { type OfficialFile, readOfficialFile } from './officialFile.ts';

const LevyOfficialSave = graphql(`
  mutation LevyOfficialSave($input: LevyOfficialSaveInput!) {
    levyOfficialSave(input: $input) { levyYear { id version } userErrors { code field message } }
  }
`);

/** As many as the server takes at once. */
const atOnce = 100;

interface OfficialAmountsProps {
  yearId: string;
  version: number;
  onSaved: () => void;
}

function OneAmount({ yearId, version, onSaved }: OfficialAmountsProps) {
  const t = useLevyMessages();
  const words = t.admin.official;
  interface Values {
    ars: string;
    level: string;
    amount: string;
  }
  const form = useForm<Values>({
    initial: { ars: '', level: 'GEMEINDE', amount: '' },
    schema: object({
      ars: pipe(string(), trim(), regex(/^(\d{3}|\d{5}|\d{12})$/, words.place)),
      level: string(),
      amount: pipe(
        string(),
        check((typed) => !typed.trim() || typedEuros(typed) !== null, t.wrong.euro),
      ),
    }) as FormSchema<Values>,
  });
  const submit = useSubmit(form, LevyOfficialSave);
  const save = async ({ ars, level, amount }: Values) => {
    const one = { ars, level: level as LevyLevel, amount: amount.trim() ? typedEuros(amount) : null };
    if (!(await submit({ input: { levyYearId: yearId, expectedVersion: version, amounts: [one] } }))) return;
    form.reset();
    say(words.saved);
    onSaved();
  };
  return (
    <Form form={form} onSubmit={save} label={words.title}>
      <TextInput label={words.place} inputMode="numeric" autoComplete="off" {...form.field('ars')} />
      <Select label={words.level} {...form.field('level')}>
        {levels.map((level) => (
          <option key={level} value={level}>
            {t.oneLevel[level]}
          </option>
        ))}
      </Select>
      <TextInput
        label={words.amount}
        hint={words.amountHint}
        optional
        inputMode="decimal"
        autoComplete="off"
        {...form.field('amount')}
      />
      <Button type="submit" busy={form.submitting}>
        {words.save}
      </Button>
    </Form>
  );
}

function FromFile({ yearId, version, onSaved }: OfficialAmountsProps) {
  const t = useLevyMessages();
  const common = useCommonMessages();
  const words = t.admin.official;
  const locale = useLocale();
  const client = useClient();
  const [read, setRead] = useState<OfficialFile | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const [busy, setBusy] = useState(false);
  const [stopped, setStopped] = useState<{ done: number; why: string } | null>(null);
  const begin = useLatest();
  const choose = async (file: File | undefined) => {
    // Of a file that was chosen before nothing is shown, nor taken: not while this one is read, nor where it was read later.
    const still = begin();
    setRead(null);
    setStopped(null);
    setUnreadable(false);
    if (!file) return;
    const found = readOfficialFile(await file.text());
    if (!still()) return;
    setRead(found);
    setUnreadable(found === null);
  };
  // A hundred at a time, each by the version that the one before made.
  const take = async ({ amounts }: OfficialFile) => {
    setBusy(true);
    let expectedVersion = version;
    for (let done = 0; done < amounts.length; done += atOnce) {
      const input = { levyYearId: yearId, expectedVersion, amounts: amounts.slice(done, done + atOnce) };
      const { data, error } = await client.mutation(LevyOfficialSave, { input });
      const refused = data?.levyOfficialSave.userErrors[0];
      const at = refused?.field?.[1] ? amounts[done + Number(refused.field[1])] : undefined;
      if (error || refused || !data?.levyOfficialSave.levyYear) {
        const why = error
          ? problemText(error, common)
          : `${at ? `${at.ars}, ${t.oneLevel[at.level]}: ` : ''}${refused?.message ?? ''}`;
        setStopped({ done, why });
        setBusy(false);
        onSaved();
        return;
      }
      expectedVersion = data.levyOfficialSave.levyYear.version;
    }
    setBusy(false);
    setRead(null);
    say(words.imported(amounts.length));
    onSaved();
  };
  return (
    <div className="stack">
      <Field
        id="official-file"
        label={words.file}
        hint={words.fileHint}
        error={unreadable ? words.fileHint : undefined}
        optional
      >
        <input
          id="official-file"
          className="kern-form-input__input"
          type="file"
          accept=".csv,text/csv"
          aria-describedby="official-file-hint"
          onChange={({ target }) => {
            void choose(target.files?.[0]);
          }}
        />
      </Field>
      {read && (
        <>
          <p role="status">{words.lines(read.amounts.length, read.badLines.length)}</p>
          {read.badLines.length > 0 && <p>{words.badLines(read.badLines.slice(0, 20).join(', '))}</p>}
          <h4 className="kern-heading-small">{words.preview}</h4>
          <ul className="levy-lines">
            {read.amounts.slice(0, 10).map(({ ars, level, amount }) => (
              <li key={`${ars} ${level}`}>
                {ars}, {t.oneLevel[level]}: {euros(amount ?? '0.00', locale)}
              </li>
            ))}
          </ul>
          {stopped && (
            <Alert
              kind="danger"
              title={`${words.stopped(stopped.done, read.amounts.length)} ${stopped.why}`}
              announce
            />
          )}
          {read.amounts.length > 0 && (
            <Button busy={busy} onClick={() => void take(read)}>
              {words.importAll(read.amounts.length)}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

/** What the Landesamt für Statistik computed: one by one, or all from a file. */
export function OfficialAmounts(props: OfficialAmountsProps) {
  const { admin } = useLevyMessages();
  return (
    <section className="stack" aria-labelledby="levy-official">
      <h3 className="kern-heading-small" id="levy-official">
        {admin.official.title}
      </h3>
      <p>{admin.official.lead}</p>
      <OneAmount {...props} />
      <FromFile {...props} />
    </section>
  );
}

import { type ReactNode, useEffect, useRef } from 'react';
import type { FieldBinding, FormState } from '../lib/form.ts';
import { addedRow, type FormRow, rowFieldId, rowFieldIds } from '../lib/formRows.ts';
import { Button } from './Button.tsx';
import { FieldError } from './FieldError.tsx';
import { say } from './LiveRegion.tsx';
import './repeatedRows.css';
import { useRepeatedRowsMessages } from './repeatedRowsMessages.ts';

type RowsName<T> = { [K in keyof T]: T[K] extends readonly FormRow[] ? K : never }[keyof T] & string;
type RowOf<T, N extends keyof T> = T[N] extends readonly (infer R extends FormRow)[] ? R : never;

/** What the fields of one row are rendered with: as a form of its own. */
export interface RowForm<R extends FormRow> extends Pick<FormState<R>, 'values' | 'field' | 'box' | 'set'> {
  /** Props of a field that is neither text nor box, such as a group of radio buttons. */
  binding: (name: keyof R & string) => FieldBinding;
}

interface RepeatedRowsProps<T extends object, N extends RowsName<T>> {
  form: Pick<FormState<T>, 'values' | 'errors' | 'set' | 'showErrors'>;
  /** The form's value with the rows. */
  name: N;
  label: string;
  hint?: string;
  /** What one row is, as in the middle of a sentence: "Position", "item". */
  noun: string;
  /** What is in a row that is added. */
  empty: Omit<RowOf<T, N>, 'key'>;
  least?: number;
  most?: number;
  /** The order says something: rows can be moved up. */
  movable?: boolean;
  /** The fields of one row. */
  children: (row: RowForm<RowOf<T, N>>, index: number) => ReactNode;
}

const fields = 'input:not([type="hidden"]):not([disabled]), select:not([disabled]), textarea:not([disabled])';

/**
 * Rows of the same fields, to which people add and from which they remove: functional mailboxes, services of a levy, the annexes of a
 * contract template. The fewest and the most are said where they hinder, at buttons that stay reachable.
 * `form.values[name]` begins as `keyedRows(…)` and is sent as `withoutKeys(…)`; `id` of the button that adds is the name
 * of the rows, so that an error of the whole list leads there.
 */
export function RepeatedRows<T extends object, N extends RowsName<T>>({
  form,
  name,
  label,
  hint,
  noun,
  empty,
  least = 0,
  most = Number.POSITIVE_INFINITY,
  movable,
  children,
}: RepeatedRowsProps<T, N>) {
  type Row = RowOf<T, N>;
  const t = useRepeatedRowsMessages();
  const goal = useRef<string>(undefined);
  const rows = form.values[name] as readonly Row[];
  const errors = form.errors as Record<string, string | undefined>;
  const few = rows.length <= least;
  const full = rows.length >= most;
  const rowId = ({ key }: FormRow) => `${name}-${key}`;

  // The row to go to is there only once it is rendered.
  useEffect(() => {
    if (goal.current === undefined) return;
    const found = document.getElementById(goal.current);
    goal.current = undefined;
    const field = found?.matches('button') ? found : found?.querySelector<HTMLElement>(fields);
    (field ?? document.getElementById(name))?.focus();
  });

  // From the rows as they are then, so that nothing typed meanwhile in another row is lost.
  const change = (next: (rows: readonly Row[]) => readonly Row[]) =>
    form.set((before) => ({ [name]: next(before[name] as readonly Row[]) }) as unknown as Partial<T>);

  function add() {
    if (full) return say(t.most(most));
    const row = addedRow(empty) as unknown as Row;
    goal.current = rowId(row);
    change((before) => [...before, row]);
  }

  function remove(row: Row, index: number) {
    if (few) return say(t.least(least));
    const neighbour = rows[index + 1] ?? rows[index - 1];
    goal.current = neighbour ? rowId(neighbour) : name;
    change((before) => before.filter(({ key }) => key !== row.key));
    // What was wrong in it went with it.
    form.showErrors(Object.fromEntries(rowFieldIds(name, [row]).map((id) => [id, undefined])) as typeof form.errors);
    say(t.removed(noun, index + 1, rows.length - 1));
  }

  function moveUp(row: Row, index: number) {
    goal.current = index > 1 ? `${rowId(row)}-up` : rowId(row);
    change((before) => {
      const at = before.findIndex(({ key }) => key === row.key);
      const [moved, passed] = [before[at], before[at - 1]];
      return moved && passed ? before.with(at, passed).with(at - 1, moved) : before;
    });
    say(t.moved(noun, index));
  }

  function rowForm(row: Row): RowForm<Row> {
    const set: RowForm<Row>['set'] = (next) =>
      change((before) =>
        before.map((one) =>
          one.key === row.key ? { ...one, ...(typeof next === 'function' ? next(one) : next) } : one,
        ),
      );
    const binding = (field: string): FieldBinding => {
      const id = rowFieldId(name, row, field);
      return { id, name: id, error: errors[id] };
    };
    return {
      values: row,
      set,
      binding,
      field: (field) => ({
        ...binding(field),
        value: row[field] as string,
        onChange: ({ target }) => set({ [field]: target.value } as unknown as Partial<Row>),
      }),
      box: (field) => ({
        ...binding(field),
        checked: row[field] as boolean,
        onChange: ({ target }) => set({ [field]: target.checked } as unknown as Partial<Row>),
      }),
    };
  }

  const hindered = few && rows.length > 0;
  const reasons = [errors[name] && `${name}-error`, full && `${name}-most`].filter(Boolean).join(' ');
  return (
    <fieldset className="repeated-rows" aria-describedby={hint && `${name}-hint`}>
      <legend className="kern-label">{label}</legend>
      {hint && (
        <div className="kern-hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      {rows.map((row, index) => (
        <fieldset key={row.key} id={rowId(row)} className="repeated-row">
          <legend className="kern-label">{t.heading(noun, index + 1, rows.length)}</legend>
          {children(rowForm(row), index)}
          {movable && index > 0 && (
            <Button id={`${rowId(row)}-up`} look="tertiary" icon="arrow-up" onClick={() => moveUp(row, index)}>
              {t.up(noun, index + 1)}
            </Button>
          )}
          <Button
            look="tertiary"
            icon="delete"
            aria-disabled={few || undefined}
            aria-describedby={few ? `${name}-least` : undefined}
            onClick={() => remove(row, index)}
          >
            {t.remove(noun, index + 1)}
          </Button>
        </fieldset>
      ))}
      {hindered && (
        <p className="kern-hint" id={`${name}-least`}>
          {t.least(least)}
        </p>
      )}
      {full && (
        <p className="kern-hint" id={`${name}-most`}>
          {t.most(most)}
        </p>
      )}
      <FieldError id={name} error={errors[name]} />
      <Button
        id={name}
        icon="add"
        aria-disabled={full || undefined}
        aria-describedby={reasons || undefined}
        onClick={add}
      >
        {t.add(noun)}
      </Button>
    </fieldset>
  );
}

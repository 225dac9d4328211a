/** A row of repeated rows. Its key stays with it whatever happens to the rows around it, and is never sent. */
export interface FormRow {
  readonly key: string;
}

let added = 0;
// Rows that were typed before the page was loaded again keep their keys: those added since are called otherwise.
const loaded = Date.now().toString(36);

/** A row that somebody adds. No other row has or gets its key, so no error of a removed row meets it. */
export function addedRow<R extends object>(empty: R): R & FormRow {
  added += 1;
  return { ...empty, key: `new${loaded}.${added}` };
}

/** The rows a form begins with. The same rows get the same keys, because a form takes over an `initial` that changed. */
export function keyedRows<R extends object>(rows: readonly R[]): (R & FormRow)[] {
  return rows.map((row, index) => ({ ...row, key: String(index) }));
}

/** The rows as they are sent. */
export function withoutKeys<R extends FormRow>(rows: readonly R[]): Omit<R, 'key'>[] {
  return rows.map(({ key: _, ...row }) => row);
}

/** The id of a field of a row, which is also the name of its error. */
export function rowFieldId(name: string, { key }: FormRow, field: string): string {
  return `${name}-${key}-${field}`;
}

const isRow = (value: unknown): value is FormRow => (value as Partial<FormRow> | undefined)?.key !== undefined;

/** The ids of all fields of all rows, in the order of reading; none where a value is no list of rows. */
export function rowFieldIds(name: string, value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRow).flatMap((row) => Object.keys(row).map((field) => rowFieldId(name, row, field)));
}

/**
 * Where the error of a path belongs when it leads through a list of rows: ["items", "1", "quantity"] is the quantity of
 * the second row of those that were sent, wherever that row stands by now. What fits no field of the row concerns the
 * list; undefined when the path leads through no row.
 */
export function rowErrorName(values: object, path: readonly unknown[]): string | undefined {
  for (const [at, part] of path.entries()) {
    const name = String(part);
    const rows = (values as Record<string, unknown>)[name];
    const row: unknown = Array.isArray(rows) ? rows[Number(path[at + 1])] : undefined;
    if (!isRow(row)) continue;
    const field = path.slice(at + 2).findLast((one) => String(one) in row);
    return field === undefined ? name : rowFieldId(name, row, String(field));
  }
  return undefined;
}

/** The values of an enum as options of a select. */
export function Options<V extends string>({ texts, of }: { texts: Record<V, string>; of: readonly V[] }) {
  return of.map((value) => (
    <option key={value} value={value}>
      {texts[value]}
    </option>
  ));
}

/** The values that have a text. */
export const keys = <V extends string>(texts: Record<V, unknown>) => Object.keys(texts) as V[];

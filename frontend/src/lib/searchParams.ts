/** Search params as the address has them: text, or several texts of one name. */
export type RawSearch = Record<string, string | string[] | undefined>;

/** Reads a query string; every value stays text, so that ids and keys with leading zeros survive. */
export function parseSearch(query: string): RawSearch {
  // Whatever an address calls its params: none of them is anything of the object itself.
  const found: RawSearch = Object.create(null);
  const params = new URLSearchParams(query);
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name);
    found[name] = values.length > 1 ? values : values[0];
  }
  return found;
}

/** Writes a query string; empty and undefined values are left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') params.append(name, String(one));
    }
  }
  const query = params.toString();
  return query ? `?${query}` : '';
}

/** One text, or undefined when absent or empty. */
export function textParam(search: Record<string, unknown>, name: string): string | undefined {
  const value = search[name];
  const one = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' && one !== '' ? one : undefined;
}

/** The named texts that are there; absent and empty ones are left out. */
export function textParams<const N extends string>(
  search: Record<string, unknown>,
  ...names: readonly N[]
): Partial<Record<N, string>> {
  const found: Partial<Record<N, string>> = {};
  for (const name of names) {
    const value = textParam(search, name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** All texts of the names that are there. */
export function textsParams<const N extends string>(
  search: Record<string, unknown>,
  ...names: readonly N[]
): Partial<Record<N, string[]>> {
  const found: Partial<Record<N, string[]>> = {};
  for (const name of names) {
    const all = [search[name]].flat().filter((one) => typeof one === 'string' && one !== '');
    if (all.length > 0) found[name] = all as string[];
  }
  return found;
}

/** One of a fixed set of words, or undefined. */
export function wordParam<const W extends string>(
  search: Record<string, unknown>,
  name: string,
  words: readonly W[],
): W | undefined {
  const value = textParam(search, name);
  return words.find((word) => word === value);
}

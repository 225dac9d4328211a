import type { InterfaceState } from '../gql/graphql.ts';
import { keepDevice, readDevice } from '../lib/storage.ts';

const name = 'market.procedure';

/** The specialist procedure one works with, chosen once and kept on this device. */
export interface OwnProcedure {
  id: string;
  name: string;
  /** Null where it does not matter or is not known. */
  version: string | null;
}

/** What was chosen on this device, or null. */
export function readOwnProcedure(): OwnProcedure | null {
  try {
    const value = JSON.parse(readDevice(name) ?? 'null') as Partial<OwnProcedure> | null;
    if (typeof value?.id !== 'string' || typeof value.name !== 'string') return null;
    return { id: value.id, name: value.name, version: typeof value.version === 'string' ? value.version : null };
  } catch {
    return null;
  }
}

/** Keeps the choice on this device; null forgets it. */
export function keepOwnProcedure(procedure: OwnProcedure | null): void {
  keepDevice(name, procedure && JSON.stringify(procedure));
}

/** What of an interface says whether it fits. */
export interface NamedInterface {
  procedure: { id: string };
  procedureVersions: readonly string[];
  state: InterfaceState;
}

/** How an interface fits: to one's version, to another one only, or nothing is known of versions. */
export interface Fit<I extends NamedInterface> {
  found: I;
  version: 'named' | 'every' | 'other' | 'open';
}

/** The interface of a sheet to one's procedure, the one that names one's version first; undefined where there is none. */
export function fitOf<I extends NamedInterface>(
  interfaces: readonly I[],
  own: OwnProcedure | null,
): Fit<I> | undefined {
  const fits = interfaces
    .filter(({ procedure }) => procedure.id === own?.id)
    .map((found) => ({ found, version: versionFit(found, own) }));
  const order = ['named', 'every', 'open', 'other'];
  return fits.sort((one, other) => order.indexOf(one.version) - order.indexOf(other.version))[0];
}

function versionFit({ procedureVersions }: NamedInterface, own: OwnProcedure | null): Fit<NamedInterface>['version'] {
  if (procedureVersions.length === 0) return 'every';
  if (own?.version == null) return 'open';
  return procedureVersions.includes(own.version) ? 'named' : 'other';
}

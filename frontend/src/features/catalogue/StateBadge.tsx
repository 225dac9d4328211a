import type { InterfaceState, OfferingKind, OfferingState } from '../../gql/graphql.ts';
import { Badge } from '../../ui/Badge.tsx';
import type { IconName } from '../../ui/Icon.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { stateWord } from './stateWord.ts';

type Look = { kind: 'info' | 'success' | 'warning' | 'danger'; icon: IconName };

const offerings: Record<OfferingState, Look> = {
  ANNOUNCED: { kind: 'info', icon: 'calendar-today' },
  ORDERABLE: { kind: 'success', icon: 'success' },
  PAUSED: { kind: 'warning', icon: 'warning' },
  WITHDRAWN: { kind: 'danger', icon: 'close' },
};

/** The state of an offering in a word and an icon; only an EfA service is ordered here. */
export function StateBadge({ state, kind }: { state: OfferingState; kind: OfferingKind }) {
  const t = useCatalogueMessages();
  return <Badge {...offerings[state]}>{stateWord(state, kind, t)}</Badge>;
}

const interfaces: Record<InterfaceState, Look> = {
  AVAILABLE: { kind: 'success', icon: 'success' },
  IN_TEST: { kind: 'info', icon: 'info' },
  PLANNED: { kind: 'info', icon: 'calendar-today' },
  NONE: { kind: 'warning', icon: 'close' },
};

/** The state of an interface in a word and an icon. */
export function InterfaceBadge({ state }: { state: InterfaceState }) {
  const t = useCatalogueMessages();
  return <Badge {...interfaces[state]}>{t.sheet.interfaceStates[state]}</Badge>;
}

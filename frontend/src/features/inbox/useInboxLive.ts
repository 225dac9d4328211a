import { graphql, readFragment } from '../../gql/index.ts';
import { useLive } from '../../lib/useLive.ts';
import { say } from '../../ui/LiveRegion.tsx';
import { CaseRowParts } from './caseParts.ts';
import { useInboxMessages } from './inboxMessages.ts';
import { sendSignal } from './inboxSignals.ts';

const CaseArrivals = graphql(`
  subscription CaseArrivals($authorityId: ID!, $after: String) {
    caseMessageReceived(authorityId: $authorityId, after: $after) {
      cursor
      caseId
      messageEdge { cursor node { id ...MessageParts } }
      case { id ...CaseRowParts }
    }
  }
`);

const CaseChanges = graphql(`
  subscription CaseChanges($authorityId: ID!, $after: String) {
    caseChanged(authorityId: $authorityId, after: $after) {
      cursor
      caseId
      event { id kind message { id ...MessageParts } }
      case { id ...CaseParts }
    }
  }
`);

/** Listens for one authority: the cache takes in what changed, list and case are told, arrivals are announced. `onRefused` is called when the viewer may no longer. */
export function useInboxLive(authorityId: string, onRefused: () => void): void {
  const t = useInboxMessages();
  useLive(
    CaseArrivals,
    { authorityId },
    ({ caseMessageReceived: { caseId, case: arrived } }) => {
      say(t.newFrom(readFragment(CaseRowParts, arrived).person.name));
      sendSignal({ kind: 'ARRIVED', caseId });
    },
    onRefused,
  );
  useLive(CaseChanges, { authorityId }, ({ caseChanged: { caseId } }) => sendSignal({ kind: 'CHANGED', caseId }));
}

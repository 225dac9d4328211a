import { useEffect, useRef } from 'react';

/** Something that happened to a case of the authority whose inbox is open. */
export interface CaseSignal {
  caseId: string;
  kind: 'ARRIVED' | 'CHANGED';
}

/** What the inbox and the open case ask of each other. */
export type InboxSignal = CaseSignal | { kind: 'REPLY' } | { kind: 'UNREAD' } | { kind: 'ENTER' };

type Listener = (signal: InboxSignal) => void;

const listeners = new Set<Listener>();

/** Tells all that listen: the list and the open case. */
export function sendSignal(what: InboxSignal): void {
  for (const listener of listeners) listener(what);
}

/** Listens to the inbox' signals. */
export function useInboxSignals(listener: Listener): void {
  const current = useRef(listener);
  current.current = listener;
  useEffect(() => {
    const hear: Listener = (what) => current.current(what);
    listeners.add(hear);
    return () => {
      listeners.delete(hear);
    };
  }, []);
}

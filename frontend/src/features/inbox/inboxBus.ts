import { useEffect, useRef } from 'react';

/** Something that happened to a case of the authority whose inbox is open. */
export interface CaseHappening {
  caseId: string;
  kind: 'ARRIVED' | 'CHANGED';
}

/** What the inbox and the open case ask of each other. */
export type InboxSignal = CaseHappening | { kind: 'REPLY' } | { kind: 'UNREAD' } | { kind: 'ENTER' };

type Listener = (signal: InboxSignal) => void;

const listeners = new Set<Listener>();

/** Tells whoever listens: the list and the open case. */
export function signal(what: InboxSignal): void {
  for (const listener of listeners) listener(what);
}

/** Listens to the inbox' signals. */
export function useSignals(listener: Listener): void {
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

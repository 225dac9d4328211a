import { useEffect, useRef } from 'react';
import type { MailboxEventKind } from '../../gql/graphql.ts';

/** Something that reached one of the viewer's own mailboxes while the page is open. */
export interface LiveMailboxEvent {
  mailboxId: string;
  /** `ARRIVED` is a message to the owner. */
  kind: 'ARRIVED' | MailboxEventKind;
}

type Listener = (event: LiveMailboxEvent) => void;

const listeners = new Set<Listener>();

/** Tells every page that listens. */
export function publishMailboxEvent(event: LiveMailboxEvent): void {
  for (const listener of listeners) listener(event);
}

/** Hears of what happens in the viewer's mailboxes, from `MailboxLive`. */
export function useMailboxEvents(listener: Listener): void {
  const current = useRef(listener);
  current.current = listener;
  useEffect(() => {
    const hear: Listener = (event) => current.current(event);
    listeners.add(hear);
    return () => {
      listeners.delete(hear);
    };
  }, []);
}

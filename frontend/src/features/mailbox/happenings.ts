import { useEffect, useRef } from 'react';
import type { MailboxEventKind } from '../../gql/graphql.ts';

/** Something that reached one of the viewer's own mailboxes while the page is open. */
export interface Happening {
  mailboxId: string;
  /** `ARRIVED` is a message to the owner. */
  kind: 'ARRIVED' | MailboxEventKind;
}

type Listener = (happening: Happening) => void;

const listeners = new Set<Listener>();

/** Tells every page that listens. */
export function tellHappening(happening: Happening): void {
  for (const listener of listeners) listener(happening);
}

/** Hears of what happens in the viewer's mailboxes, from `MailboxLive`. */
export function useHappenings(listener: Listener): void {
  const current = useRef(listener);
  current.current = listener;
  useEffect(() => {
    const hear: Listener = (happening) => current.current(happening);
    listeners.add(hear);
    return () => {
      listeners.delete(hear);
    };
  }, []);
}

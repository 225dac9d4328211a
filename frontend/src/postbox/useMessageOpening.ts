import { useCallback, useEffect, useReducer, useRef } from 'react';
import { useClient } from 'urql';
import type { MessagePartsFragment } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import type { Target } from './draftKeeper.ts';

/** Opens messages or marks them unread again; opening is a fact of the record. */
export const MarkRead = graphql(`
  mutation MarkRead($input: MessageMarkReadInput!) {
    messageMarkRead(input: $input) { messages { id ...MessageParts } userErrors { code field message } }
  }
`);

interface MessageOpeningInput {
  /** Whose copies are opened. */
  of: Target;
  /** The thread as far as it is loaded, oldest first. */
  messages: readonly MessagePartsFragment[];
  /** The thread is as the server has it now, not only as it was remembered. */
  fresh: boolean;
  /** Somebody entered on purpose: a click on the case, Enter, its address; not a list walked through by keys. */
  entered: boolean;
  /** Whether entering and acting open this one. */
  opens: (message: MessagePartsFragment) => boolean;
  /** Whether the viewer's side wrote this one. */
  own: (message: MessagePartsFragment) => boolean;
  onMarked: () => void;
}

/** How the messages of a thread are opened: a fact that both sides see, so that only an act of the person makes it. */
export interface MessageOpening {
  /** The ref of the element around the messages: a click on one, or the focus within, opens it. */
  watch: (element: HTMLElement | null) => (() => void) | undefined;
  /** Somebody asked for these. */
  open: (messageIds: readonly string[]) => void;
  /** Somebody wants to keep a message unread: nothing here opens it again. */
  leave: (messageId: string) => void;
  /** The last message up to which the person has seen all of them; null before entering. */
  lastSeen: () => string | null;
}

/**
 * Opens what is there when somebody enters, and what comes later when they act on it. Scrolling past opens nothing, nor does a
 * window that nobody looks at.
 */
export function useMessageOpening(input: MessageOpeningInput): MessageOpening {
  const client = useClient();
  const now = useRef(input);
  now.current = input;
  // What was in front of the person: null before entering.
  const seen = useRef<Set<string> | null>(null);
  const sent = useRef(new Set<string>());
  const [looked, lookAgain] = useReducer((count: number) => count + 1, 0);

  const mark = useCallback(async () => {
    const { of, messages, opens, onMarked } = now.current;
    const messageIds = messages
      .filter((one) => seen.current?.has(one.id) && !sent.current.has(one.id) && opens(one))
      .map(({ id }) => id);
    if (messageIds.length === 0) return;
    for (const id of messageIds) sent.current.add(id);
    const { data, error } = await client.mutation(MarkRead, { input: { ...of, messageIds } }).toPromise();
    if (error || !data?.messageMarkRead.messages) for (const id of messageIds) sent.current.delete(id);
    else onMarked();
  }, [client]);

  const { messages, fresh, entered } = input;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a window that is looked at again counts from then on.
  useEffect(() => {
    if (!entered || !fresh || document.visibilityState !== 'visible') return;
    const ids = messages.map(({ id }) => id);
    if (seen.current === null) seen.current = new Set(ids);
    // Older pages come when they are asked for.
    for (const id of ids) {
      if (seen.current.has(id)) break;
      if (ids.some((one) => seen.current?.has(one))) seen.current.add(id);
    }
    void mark();
  }, [messages, fresh, entered, looked, mark]);

  useEffect(() => {
    document.addEventListener('visibilitychange', lookAgain);
    return () => document.removeEventListener('visibilitychange', lookAgain);
  }, []);

  const open = useCallback(
    (messageIds: readonly string[]) => {
      if (seen.current === null) return;
      for (const id of messageIds) seen.current.add(id);
      void mark();
    },
    [mark],
  );
  const watch = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined;
      const act = ({ target }: Event) => {
        const id = (target as Element).closest<HTMLElement>('[data-message]')?.dataset.message;
        if (id) open([id]);
      };
      element.addEventListener('click', act);
      element.addEventListener('focusin', act);
      return () => {
        element.removeEventListener('click', act);
        element.removeEventListener('focusin', act);
      };
    },
    [open],
  );
  const leave = useCallback((messageId: string) => void sent.current.add(messageId), []);
  const lastSeen = useCallback(() => {
    let last: string | null = null;
    for (const one of now.current.messages) {
      if (seen.current?.has(one.id)) last = one.id;
      else if (!now.current.own(one)) break;
    }
    return last;
  }, []);
  return { watch, open, leave, lastSeen };
}

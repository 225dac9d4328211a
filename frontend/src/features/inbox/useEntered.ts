import { useLocation } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useInboxSignals } from './inboxSignals.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The case is shown because a key walked over it in the list. */
    walking?: boolean;
  }
}

interface Entered {
  entered: boolean;
  /** The ref of the case's element: who clicks or moves the focus into it enters. */
  watch: (element: HTMLElement | null) => (() => void) | undefined;
}

/** Whether a case was entered on purpose. Its heading takes the focus also when a key only walks over it. */
export function useEntered(caseId: string): Entered {
  const walking = useLocation({ select: ({ state }) => state.walking === true });
  const [acted, setActed] = useState<string | null>(null);
  const enter = useCallback(() => setActed(caseId), [caseId]);
  useInboxSignals(({ kind }) => {
    if (kind === 'ENTER' || kind === 'REPLY') enter();
  });
  const watch = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined;
      const act = ({ type, target }: Event) => {
        if (type === 'click' || (target as Element).tagName !== 'H1') enter();
      };
      element.addEventListener('click', act);
      element.addEventListener('focusin', act);
      return () => {
        element.removeEventListener('click', act);
        element.removeEventListener('focusin', act);
      };
    },
    [enter],
  );
  return { entered: !walking || acted === caseId, watch };
}

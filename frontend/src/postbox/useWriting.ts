import { type RefObject, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { SummaryError } from '../ui/ErrorSummary.tsx';
import type { Letter } from './draftKeeper.ts';

/** The outside of a composer: folded to a line or open, and what prevents sending. */
export interface Writing {
  box: RefObject<HTMLDivElement | null>;
  open: boolean;
  /** What the last attempt was refused for and has not been changed since. */
  errors: readonly SummaryError[];
  /** Grows with each refused attempt, so that the error summary takes the focus. */
  attempt: number;
  errorOf: (fieldId: string) => string | undefined;
  /** Opens it and puts the focus into a field. */
  show: (fieldId: string) => void;
  /** Folds it and gives the focus to the line. */
  fold: () => void;
  refuse: (errors: readonly SummaryError[]) => void;
  forgive: () => void;
}

const parts: Partial<Record<string, keyof Letter>> = {
  subject: 'subject',
  body: 'body',
  dueOn: 'dueOn',
  recipients: 'recipientIds',
  services: 'serviceIds',
  application: 'kind',
  kind: 'kind',
  remedy: 'kind',
  decisionEffect: 'kind',
};

interface Refused {
  errors: readonly SummaryError[];
  letter: Letter;
}

function standing({ errors, letter: before }: Refused, now: Letter): SummaryError[] {
  return errors.filter(({ fieldId }) => {
    const part = fieldId && parts[fieldId];
    return !part || before[part] === now[part];
  });
}

/** State of a composer's outside; `begun` opens it without taking the focus. */
export function useWriting(begun: boolean, letter: Letter): Writing {
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(begun);
  const [refused, setRefused] = useState<Refused>({ errors: [], letter });
  const [attempt, setAttempt] = useState(0);
  const errors = standing(refused, letter);
  return {
    box,
    open,
    errors,
    attempt,
    errorOf: (fieldId) => errors.find((error) => error.fieldId === fieldId)?.message,
    show(fieldId) {
      flushSync(() => setOpen(true));
      box.current?.scrollIntoView({ block: 'nearest' });
      box.current?.querySelector<HTMLElement>(`#${fieldId}`)?.focus();
    },
    fold() {
      flushSync(() => {
        setOpen(false);
        setRefused({ errors: [], letter });
      });
      box.current?.querySelector('button')?.focus();
    },
    refuse(found) {
      setRefused({ errors: found, letter });
      setAttempt((count) => count + 1);
    },
    forgive: () => setRefused({ errors: [], letter }),
  };
}

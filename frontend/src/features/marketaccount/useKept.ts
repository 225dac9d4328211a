import { useEffect } from 'react';
import type { RequestAnswers } from './request.ts';

/** What each page of the request is given. */
export interface StepProps {
  answers: RequestAnswers;
  /** Takes what is typed, before it is checked: a reload must not cost it. */
  onTyped: (change: Partial<RequestAnswers>) => void;
  /** Takes what was checked, and leads on. */
  onSave: (change: Partial<RequestAnswers>) => void;
}

/** Hands over what is typed in a form as it is typed. */
export function useKept(onTyped: StepProps['onTyped'], typed: Partial<RequestAnswers>): void {
  const now = JSON.stringify(typed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed matters, not which render it comes from.
  useEffect(() => onTyped(typed), [now]);
}

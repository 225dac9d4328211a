import type { ReactNode } from 'react';
import { useCommonMessages } from '../lib/i18n/common.ts';
import { Icon } from './Icon.tsx';

/** One step of something that proceeds. */
export interface TimelineStep {
  key: string;
  state: 'done' | 'current' | 'upcoming' | 'failed';
  title: ReactNode;
  /** The state in words, where the usual ones would not be true. */
  word?: string;
  /** When, who, why; of the failed step also what to do next. */
  children?: ReactNode;
}

/** Steps in their order, with the state of each in words, icons and position. */
export function Timeline({ steps, label }: { steps: readonly TimelineStep[]; label: string }) {
  const t = useCommonMessages();
  const words = { done: t.done, current: t.current, upcoming: t.upcoming, failed: t.failed };
  return (
    <ol className="timeline" aria-label={label}>
      {steps.map(({ key, state, title, word = words[state], children }) => (
        <li
          key={key}
          className={`timeline-step timeline-step--${state}`}
          aria-current={state === 'current' ? 'step' : undefined}
        >
          <span className="timeline-mark">
            {state === 'done' && <Icon name="check" size="small" />}
            {state === 'failed' && <Icon name="close" size="small" />}
          </span>
          <div className="timeline-content">
            <p className="timeline-title">
              {title}
              <span className="kern-sr-only"> – {word}</span>
            </p>
            {children}
          </div>
        </li>
      ))}
    </ol>
  );
}

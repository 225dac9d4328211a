import { useEffect, useId, useRef } from 'react';
import { setTitlePrefix } from '../lib/documentTitle.ts';
import { useCommonMessages } from '../lib/i18n/common.ts';
import { Icon } from './Icon.tsx';

/** One error of a form. Without `fieldId` it concerns the whole form and is not a link. */
export interface SummaryError {
  fieldId?: string;
  message: string;
}

function goTo(fieldId: string): void {
  const field = document.getElementById(fieldId);
  field?.closest('.kern-form-input, .kern-form-check, .kern-fieldset')?.scrollIntoView({ block: 'center' });
  field?.focus({ preventScroll: true });
}

/** All errors of a form above it. It takes the focus whenever `attempt` grows while there are errors. */
export function ErrorSummary({ errors, attempt }: { errors: readonly SummaryError[]; attempt: number }) {
  const t = useCommonMessages();
  const box = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const some = errors.length > 0;
  useEffect(() => {
    setTitlePrefix(some ? t.errorPrefix : '');
    return () => setTitlePrefix('');
  }, [some, t]);
  useEffect(() => {
    if (some && attempt > 0) box.current?.focus();
  }, [some, attempt]);
  if (!some) return null;
  return (
    <div
      ref={box}
      className="kern-alert kern-alert--danger error-summary"
      role="alert"
      tabIndex={-1}
      aria-labelledby={titleId}
    >
      <div className="kern-alert__header">
        <Icon name="danger" size="large" />
        <h2 className="kern-title" id={titleId}>
          {errors.length === 1 ? t.errorSummary.titleOne : t.errorSummary.title}
        </h2>
      </div>
      <div className="kern-alert__body">
        <ul className="error-list">
          {errors.map(({ fieldId, message }) => (
            <li key={`${fieldId}${message}`}>
              {fieldId ? (
                <a
                  className="kern-link kern-link--no-visited-state"
                  href={`#${fieldId}`}
                  onClick={(event) => {
                    event.preventDefault();
                    goTo(fieldId);
                  }}
                >
                  {message}
                </a>
              ) : (
                <span className="kern-body">{message}</span>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

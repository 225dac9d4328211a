import type { ComponentPropsWithRef, ReactNode } from 'react';

interface SearchInputProps extends Omit<ComponentPropsWithRef<'input'>, 'id' | 'type'> {
  id: string;
  label: ReactNode;
  /** Keeps the label for screen readers only, where the place says what it is. */
  labelHidden?: boolean;
  hint?: ReactNode;
}

/** A box to search in; unlike a field of a form it is neither required nor optional. The browser is asked to keep no words. */
export function SearchInput({ id, label, labelHidden, hint, className, ...input }: SearchInputProps) {
  return (
    <div className="kern-form-input">
      <label className={labelHidden ? 'kern-sr-only' : 'kern-label'} htmlFor={id}>
        {label}
      </label>
      {hint && (
        <div className="kern-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <input
        autoComplete="off"
        {...input}
        id={id}
        type="search"
        className={['kern-form-input__input', className].filter(Boolean).join(' ')}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
    </div>
  );
}

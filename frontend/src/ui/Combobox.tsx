import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useCommonMessages } from '../lib/i18n/common.ts';
import { describedBy, Field, type FieldProps } from './Field.tsx';

/** One suggestion. */
export interface ComboboxOption {
  value: string;
  label: string;
  /** Set beside the label, such as the district of a place. */
  note?: ReactNode;
}

interface ComboboxProps extends FieldProps {
  text: string;
  onText: (text: string) => void;
  options: readonly ComboboxOption[];
  onPick: (option: ComboboxOption) => void;
  /** Suggestions are on their way. */
  busy?: boolean;
  autoComplete?: string;
}

/**
 * Text with suggestions, after the ARIA pattern "editable combobox with list autocomplete". Enter also takes a suggestion
 * that is the only one.
 */
export function Combobox({
  id,
  label,
  hint,
  error,
  optional,
  text,
  onText,
  options,
  onPick,
  busy,
  autoComplete,
}: ComboboxProps) {
  const t = useCommonMessages();
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState<string>();
  // Other suggestions may have come meanwhile, at whatever place; -1 is the text itself.
  const active = options.findIndex(({ value }) => value === marked);
  const setActive = (index: number) => setMarked(options[index]?.value);
  const shown = open && options.length > 0;
  const list = useRef<HTMLDivElement>(null);
  // The mark moves by keys, and with its suggestion when others come; the list is longer than its window, and the browser scrolls
  // only to what has the focus.
  useEffect(() => {
    if (active >= 0) list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const pick = (option: ComboboxOption) => {
    close();
    onPick(option);
  };
  // The keys of the pattern, row by row (Combobox.test.tsx). Down and Up go round through the text.
  const keys: Record<string, (event: KeyboardEvent) => void> = {
    ArrowDown(event) {
      event.preventDefault();
      setOpen(true);
      if (!event.altKey) setActive(active + 1 < options.length ? active + 1 : -1);
    },
    ArrowUp(event) {
      event.preventDefault();
      if (event.altKey) return close();
      setOpen(true);
      setActive(active < 0 ? options.length - 1 : active - 1);
    },
    Enter(event) {
      const option = options[active] ?? (!busy && options.length === 1 ? options[0] : undefined);
      if (!shown || !option) return;
      event.preventDefault();
      pick(option);
    },
    Escape(event) {
      if (!open) return;
      event.preventDefault();
      close();
    },
    // These move in the text, where the browser does it.
    Home: () => setActive(-1),
    End: () => setActive(-1),
    ArrowLeft: () => setActive(-1),
    ArrowRight: () => setActive(-1),
  };
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      <div className="combobox">
        <input
          id={id}
          className={error ? 'kern-form-input__input kern-form-input__input--error' : 'kern-form-input__input'}
          type="text"
          role="combobox"
          autoComplete={autoComplete ?? 'off'}
          spellCheck={false}
          aria-expanded={shown}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy({ id, hint, error })}
          value={text}
          onChange={(event) => {
            setOpen(true);
            setActive(-1);
            onText(event.target.value);
          }}
          onKeyDown={(event) => keys[event.key]?.(event)}
          onBlur={close}
        />
        <div
          ref={list}
          id={listId}
          role="listbox"
          aria-label={typeof label === 'string' ? label : undefined}
          className="combobox-list"
          hidden={!shown}
        >
          {options.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input, which keeps the focus.
            // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are pointed to by aria-activedescendant.
            <div
              key={option.value}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              className="combobox-option"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(option)}
            >
              <span>{option.label}</span>
              {option.note && <span className="combobox-note">{option.note}</span>}
            </div>
          ))}
        </div>
        <span className="kern-sr-only" role="status">
          {open && text && !busy ? (options.length > 0 ? t.matches(options.length) : t.noMatch) : ''}
        </span>
      </div>
    </Field>
  );
}

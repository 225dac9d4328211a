import { useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { useNetworkMessages } from './networkMessages.ts';
import type { Found } from './useFound.ts';

/** One that was chosen. */
export interface Chosen {
  id: string;
  name: string;
}

interface ChosenListProps {
  id: string;
  /** Names the list. */
  title: string;
  label: string;
  hint: string;
  /** What is shown while none is chosen. */
  none: string;
  error?: string | undefined;
  chosen: readonly Chosen[];
  onChange: (chosen: Chosen[]) => void;
  /** Finds what fits the words typed, in a group. */
  useFound: (words: string, slug: string) => Found;
  slug: string;
}

/** Several, found by their words, each of which can be taken out again. */
export function ChosenList(props: ChosenListProps) {
  const { id, title, label, hint, none, error, chosen, onChange, useFound, slug } = props;
  const t = useNetworkMessages().desk;
  const [text, setText] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const { options, busy } = useFound(text.trim(), slug);
  const takeOut = (one: Chosen) => {
    onChange(chosen.filter((other) => other.id !== one.id));
    (chosen.length > 1 ? list.current : document.getElementById(id))?.focus();
  };
  return (
    <fieldset className="kern-fieldset">
      <legend className="kern-label">{title}</legend>
      <div className="kern-fieldset__body network-picker">
        {chosen.length === 0 && <p className="muted">{none}</p>}
        {chosen.length > 0 && (
          <ul ref={list} tabIndex={-1} className="network-chosen" aria-label={title}>
            {chosen.map((one) => (
              <li key={one.id}>
                <bdi className="verbatim">{one.name}</bdi>
                <Button small look="tertiary" icon="close" iconOnly onClick={() => takeOut(one)}>
                  {t.takeOut(one.name)}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <Combobox
          id={id}
          label={label}
          hint={hint}
          error={error}
          optional
          text={text}
          onText={setText}
          busy={busy}
          options={options.filter(({ value }) => chosen.every((one) => one.id !== value))}
          onPick={({ value, label: name }) => {
            setText('');
            onChange([...chosen, { id: value, name }]);
          }}
        />
      </div>
    </fieldset>
  );
}

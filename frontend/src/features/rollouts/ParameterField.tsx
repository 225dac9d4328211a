import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';

interface ParameterFieldProps {
  parameter: { key: string; label: string; source: string | null; example: string | null; required: boolean };
  text: string;
  error: string | undefined;
  /** What somebody else saved there while one typed. */
  meanwhile: string | undefined;
  onText: (text: string) => void;
  onForget: () => void;
  /** Saves it by itself; undefined where there is nothing to save, or nothing else. */
  onSave: (() => void) | undefined;
  busy: boolean;
}

/** One parameter with where it comes from, an example, and what is to be known before one saves it. */
export function ParameterField(props: ParameterFieldProps) {
  const { parameter, text, error, meanwhile, onText, onForget, onSave, busy } = props;
  const words = useRolloutsMessages().parameters;
  const { key, label, source, example, required } = parameter;
  const hint = [source && words.source(source), example && words.example(example)].filter(Boolean).join(' · ');
  return (
    <div className="rollouts-parameter">
      <TextInput
        id={`parameter-${key}`}
        label={label}
        hint={hint}
        optional={!required}
        autoComplete="off"
        value={text}
        error={error}
        onChange={({ target }) => onText(target.value)}
      />
      {meanwhile !== undefined && (
        <div className="row small">
          <p role="status">{meanwhile ? words.meanwhile(meanwhile) : words.meanwhileEmpty}</p>
          <Button small look="tertiary" onClick={onForget}>
            {words.takeTheirs}
          </Button>
        </div>
      )}
      {onSave && (
        <Button small busy={busy} aria-label={words.saveOneNamed(label)} onClick={onSave}>
          {words.saveOne}
        </Button>
      )}
    </div>
  );
}

import { useMarketMessages } from '../../market/marketMessages.ts';
import { Select } from '../../ui/Select.tsx';
import { contractStates } from './contractSearch.ts';
import { useContractsMessages } from './contractsMessages.ts';

type StateWord = keyof typeof contractStates;

interface StateSelectProps {
  /** The states that are offered, as the address calls them. */
  words: readonly StateWord[];
  value: StateWord | undefined;
  onChange: (word: StateWord | undefined) => void;
}

/** Narrows a list of contracts to those in one state. */
export function StateSelect({ words, value, onChange }: StateSelectProps) {
  const t = useContractsMessages();
  const { states } = useMarketMessages().chain;
  return (
    <Select
      id="stand"
      label={t.state}
      value={value ?? ''}
      onChange={({ target }) => onChange(words.find((word) => word === target.value))}
    >
      <option value="">{t.all}</option>
      {words.map((word) => (
        <option key={word} value={word}>
          {states[contractStates[word]]}
        </option>
      ))}
    </Select>
  );
}

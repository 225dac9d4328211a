import { boolean, forward, nonEmpty, object, partialCheck, pipe, string, trim } from 'valibot';
import type { FormState } from '../../lib/form.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import type { AccountMessages } from './account.de.ts';
import { useAccountMessages } from './accountMessages.ts';

/** A person's names as they are typed. */
export interface NameValues {
  givenName: string;
  familyName: string;
  oneName: boolean;
}

/** Known names as one would type them. */
export function nameValues({ givenName, familyName }: { givenName: string; familyName: string }): NameValues {
  return { givenName, familyName, oneName: familyName !== '' && givenName === '' };
}

/** Asks for both names, or for the only one. */
export function nameSchema(oneName: boolean, t: AccountMessages) {
  return pipe(
    object({
      givenName: pipe(string(), trim()),
      familyName: pipe(string(), trim(), nonEmpty(oneName ? t.required.onlyName : t.required.familyName)),
      oneName: boolean(),
    }),
    forward(
      partialCheck([['givenName']], ({ givenName }) => oneName || givenName !== '', t.required.givenName),
      ['givenName'],
    ),
  );
}

/** The names as the contract wants them: who has only one has it as family name. */
export function namesOf({ givenName, familyName, oneName }: NameValues): { givenName: string; familyName: string } {
  return { givenName: oneName ? '' : givenName, familyName };
}

/** Given name and family name, or one field for who has only one name. */
export function NameFields({ form }: { form: FormState<NameValues> }) {
  const t = useAccountMessages();
  const { oneName } = form.values;
  return (
    <>
      {!oneName && <TextInput label={t.givenName} autoComplete="given-name" {...form.field('givenName')} />}
      <TextInput
        label={oneName ? t.onlyName : t.familyName}
        autoComplete={oneName ? 'name' : 'family-name'}
        {...form.field('familyName')}
      />
      <Checkbox label={t.oneName} {...form.box('oneName')} />
    </>
  );
}

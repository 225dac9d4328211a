import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { NameFields, type NameValues, nameSchema, namesOf, nameValues } from './NameFields.tsx';
import type { RegistrationAnswers } from './registration.ts';

interface RegisterNameProps {
  answers: RegistrationAnswers;
  onSave: (change: Partial<RegistrationAnswers>) => void;
}

/** Asks for the name the letter will go to. */
export function RegisterName({ answers, onSave }: RegisterNameProps) {
  const t = useAccountMessages();
  const common = useCommonMessages();
  const form = useForm<NameValues>({
    initial: nameValues(answers),
    schema: ({ oneName }) => nameSchema(oneName, t),
  });
  return (
    <Form form={form} onSubmit={(values) => onSave(namesOf(values))}>
      <p>{t.register.intro}</p>
      <p className="muted">{t.register.name.hint}</p>
      <NameFields form={form} />
      <Button type="submit" look="primary">
        {common.next}
      </Button>
      <p>
        {t.register.haveAccount} <TextLink to="/anmelden">{t.signIn.title}</TextLink>
      </p>
    </Form>
  );
}

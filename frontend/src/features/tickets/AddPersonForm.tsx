import { nonEmpty, object, pipe, string, trim } from 'valibot';
import type { TicketRole, TicketRowPartsFragment } from '../../gql/graphql.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import type { Reader } from './TicketRow.tsx';
import { useTicketsMessages } from './ticketsMessages.ts';
import { TicketUpdate, useNewerTicket } from './useTicketUpdate.ts';

type Joining = Exclude<TicketRole, 'REQUESTER'>;

interface AddPersonFormProps {
  row: TicketRowPartsFragment;
  reader: Reader;
}

/** Adds somebody who takes part by mail. */
export function AddPersonForm({ row, reader }: AddPersonFormProps) {
  const t = useTicketsMessages();
  const form = useForm({
    initial: { role: 'COPY', name: '', email: '' },
    schema: object({
      role: string(),
      name: pipe(string(), trim(), nonEmpty(t.people.requiredName)),
      email: pipe(string(), trim(), nonEmpty(t.people.requiredEmail)),
    }),
  });
  const submit = useSubmit(form, TicketUpdate);
  const newer = useNewerTicket();
  const roles: readonly Joining[] = reader === 'operator' ? ['COPY', 'IT_PROVIDER', 'VENDOR'] : ['COPY', 'IT_PROVIDER'];
  return (
    <Form
      form={form}
      label={t.people.add}
      onSubmit={async ({ role, name, email }) => {
        const addParticipants = [{ role: role as Joining, name, email }];
        const input = { ticketId: row.id, expectedVersion: row.version, addParticipants };
        // Refused, it may have been an old one: the next try is about the ticket as it is.
        if (!(await submit({ input }))) return void newer(row.reference);
        say(t.people.added(name));
        form.reset();
      }}
    >
      <p className="small">{t.people.addLead}</p>
      <RadioGroup<Joining>
        id="role"
        label={t.people.role}
        value={form.values.role as Joining}
        onChange={(role) => form.set({ role })}
        options={roles.map((role) => ({ value: role, label: t.people.roles[role], hint: t.people.roleHints[role] }))}
      />
      <TextInput label={t.people.name} autoComplete="off" {...form.field('name')} />
      <EmailInput label={t.people.email} autoComplete="off" {...form.field('email')} />
      <Button type="submit" busy={form.submitting}>
        {t.people.addSubmit}
      </Button>
    </Form>
  );
}

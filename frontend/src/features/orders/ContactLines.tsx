interface ContactLinesProps {
  contact: { name: string; email: string; phone?: string | null; department?: string | null };
}

/** A contact, one thing a line. */
export function ContactLines({ contact }: ContactLinesProps) {
  return (
    <span className="address verbatim">
      <span>{contact.name}</span>
      {contact.department && <span>{contact.department}</span>}
      <span>{contact.email}</span>
      {contact.phone && <span>{contact.phone}</span>}
    </span>
  );
}

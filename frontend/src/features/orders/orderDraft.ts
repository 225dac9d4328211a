import type { OrderDraftFragment, OrderSaveInput } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

/** An order with all that the steps ask for. */
export const OrderDraft = graphql(`
  fragment OrderDraft on Order {
    id version reference state editable submittable
    alreadyInUse portalUrl procedureVersion wishedOn note preparedBy
    organisation { id name kind }
    onBehalfOf { id name }
    unit { id name }
    offering { id slug }
    ordered {
      id name kind costClass costNote financedByLevy
      dataProtection { legalBasis noAgreement ownProcessing }
      interfaces {
        procedure { id name versions vendor { id name } }
        procedureVersions standard state costClass costNote
      }
    }
    subjectContact { name email phone department }
    technicalContact { name email phone department }
    vendor { id name }
    itProvider { id name }
    procedure { id name versions vendor { id name } }
    parameters { parameter { key label source example required } value }
    missing { code field message }
  }
`);

/** Drafts that are filled in together. */
export const OrderDrafts = graphql(`
  query OrderDrafts($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Order { ...OrderDraft } } }
`);

/** Saves a draft whole, or begins one. */
export const OrderSave = graphql(`
  mutation OrderSave($input: OrderSaveInput!) {
    orderSave(input: $input) { order { id ...OrderDraft } userErrors { code field message } }
  }
`);

/** A contact as a form has it. */
export interface ContactValues {
  name: string;
  email: string;
  phone: string;
  department: string;
}

interface Contact {
  name: string;
  email: string;
  phone?: string | null;
  department?: string | null;
}

/** A contact for a form; empty where there is none. */
export function contactValues(contact: Contact | null | undefined): ContactValues {
  return {
    name: contact?.name ?? '',
    email: contact?.email ?? '',
    phone: contact?.phone ?? '',
    department: contact?.department ?? '',
  };
}

/** A contact as it is sent; null where nothing was typed. */
export function contactInput({ name, email, phone, department }: ContactValues) {
  if (!name && !email && !phone && !department) return null;
  return { name, email, phone: phone || null, department: department || null };
}

/** A draft as it is saved: all of it, with what a step changed. */
export function draftInput(order: OrderDraftFragment, change: Partial<OrderSaveInput>): OrderSaveInput {
  const contact = (one: Contact | null) => contactInput(contactValues(one));
  return {
    orderId: order.id,
    expectedVersion: order.version,
    offeringId: order.offering.id,
    organisationId: order.organisation.id,
    onBehalfOfId: order.onBehalfOf?.id ?? null,
    unitId: order.unit?.id ?? null,
    alreadyInUse: order.alreadyInUse,
    portalUrl: order.portalUrl,
    subjectContact: contact(order.subjectContact),
    technicalContact: contact(order.technicalContact),
    vendorId: order.vendor?.id ?? null,
    itProviderId: order.itProvider?.id ?? null,
    procedureId: order.procedure?.id ?? null,
    procedureVersion: order.procedureVersion,
    wishedOn: order.wishedOn,
    note: order.note,
    parameters: order.parameters.map(({ parameter, value }) => ({ key: parameter.key, value })),
    ...change,
  };
}

import type { EventKindsMessages } from './eventKinds.de.ts';

/** English names of what a record tells. */
export const eventKindsEn: EventKindsMessages = {
  MAILBOX_OPENED: 'Case mailbox opened',
  MESSAGE_SENT: 'Message sent',
  MESSAGE_RECEIVED: 'Message received',
  DELIVERY_CHANGED: 'Delivery changed',
  MESSAGE_OPENED: 'Message opened',
  DOCUMENT_FETCHED: 'Document fetched',
  RECEIPT_CONFIRMED: 'Receipt confirmed',
  NOTIFICATION_SENT: 'Notification sent',
  NOTIFICATION_FAILED: 'Notification failed',
  MESSAGE_DELETED: 'Message deleted',
  DOCUMENT_DELETED: 'Document deleted',
  MAILBOX_DELETED: 'Case mailbox deleted',
  PERSON_CHANGED: 'Name or address of the person proven anew',
  CONSENT_CHANGED: 'Consent changed',
  PROGRESS_CHANGED: 'State of the procedure changed',
  DELETION_ANNOUNCED: 'Warned before the deletion',
  DELETION_HELD: 'Deletion held: a warning did not arrive',
  CASE_DECLINED: 'Authority said that it is not competent',
  HANDED_OVER_TO: 'Handed over to another authority',
  GRANT_CHANGED: 'Permission of the Point of Single Contact changed',
  FORWARDED: 'Passed on by the Point of Single Contact',
  MESSAGE_WITHDRAWN: 'Message withdrawn unopened',
};

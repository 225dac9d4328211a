/** German names of what a record tells. */
export const eventKindsDe = {
  MAILBOX_OPENED: 'Fallpostfach eröffnet',
  MESSAGE_SENT: 'Nachricht gesendet',
  MESSAGE_RECEIVED: 'Nachricht eingegangen',
  DELIVERY_CHANGED: 'Zustellung hat sich geändert',
  MESSAGE_OPENED: 'Nachricht geöffnet',
  DOCUMENT_FETCHED: 'Dokument abgerufen',
  RECEIPT_CONFIRMED: 'Empfang bestätigt',
  NOTIFICATION_SENT: 'Benachrichtigung gesendet',
  NOTIFICATION_FAILED: 'Benachrichtigung fehlgeschlagen',
  MESSAGE_DELETED: 'Nachricht gelöscht',
  DOCUMENT_DELETED: 'Dokument gelöscht',
  MAILBOX_DELETED: 'Fallpostfach gelöscht',
  PERSON_CHANGED: 'Name oder Anschrift der Person neu nachgewiesen',
  CONSENT_CHANGED: 'Einwilligung geändert',
  PROGRESS_CHANGED: 'Stand des Verfahrens geändert',
  DELETION_ANNOUNCED: 'Vor der Löschung gewarnt',
  DELETION_HELD: 'Löschung aufgehalten: eine Warnung kam nicht an',
  CASE_DECLINED: 'Behörde hat sich für nicht zuständig erklärt',
  HANDED_OVER_TO: 'An eine andere Behörde übergeben',
  GRANT_CHANGED: 'Erlaubnis für den Einheitlichen Ansprechpartner geändert',
  FORWARDED: 'Vom Einheitlichen Ansprechpartner weitergeleitet',
  MESSAGE_WITHDRAWN: 'Nachricht ungeöffnet zurückgezogen',
};

/** Shape that every other language has to fill. */
export type EventKindsMessages = typeof eventKindsDe;

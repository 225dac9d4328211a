import type { MailboxMessages } from './mailbox.de.ts';

/** English texts of the citizen's case mailboxes. */
export const mailboxEn: MailboxMessages = {
  list: {
    title: 'Your case mailboxes',
    lead: 'One mailbox for each undertaking. Authorities answer only where you have written to them.',
    search: 'Search case mailboxes',
    searchHint: 'Title, reference, authority or words of messages',
    searchButton: 'Search',
    more: 'More filters',
    unreadOnly: 'Unread only',
    count: (count) => (count === 1 ? '1 case mailbox' : `${count} case mailboxes`),
    empty: 'You have no case mailbox yet',
    emptyText: 'Tell us what you want to do and where. We name the competent authorities, and you write to them here.',
    emptyAction: 'Find the competent authority',
    noHit: 'No case mailbox matches',
    noHitText: 'Try another word, or show all again.',
    showAll: 'Show all',
    start: 'New case mailbox',
    unread: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
    waiting: (days) => {
      if (days <= 0) return 'You wrote today';
      return days === 1 ? 'Waiting for an answer since yesterday' : `Waiting for an answer for ${days} days`;
    },
    lastFrom: (name, time) => `Last message from ${name}, ${time}`,
    nothing: 'Nothing written yet',
    deletes: (date) => `due for deletion on ${date}`,
  },
  open: {
    title: 'Open a case mailbox',
    lead: 'Check what will be opened. Writing comes afterwards.',
    nothing: 'It is missing what this is about',
    nothingText: 'The address of this page is incomplete. Begin on the start page.',
    toStart: 'To the start page',
    undertaking: 'Undertaking',
    place: 'Place',
    services: 'Services and authorities',
    authority: 'Authority',
    none: 'No authority is known for this service here. It will not be part of the case mailbox.',
    choose: 'Which authority do you turn to?',
    final:
      'Where several authorities are possible, you choose one. The choice is final: it cannot be changed in this case mailbox.',
    missing: (service) => `Choose an authority for “${service}”`,
    reach: {
      CONNECTED: 'reachable securely',
      SUSPENDED: 'interrupted for now',
      NOT_CONNECTED: 'by post, fax or phone only',
    },
    roles: {
      PRIMARY: 'competent authority',
      ALTERNATIVE: 'may be addressed instead',
      POINT_OF_SINGLE_CONTACT: 'Point of Single Contact',
    },
    notConnected: 'This authority is not connected',
    notConnectedText: 'You cannot write to it here. This is how you reach it:',
    noneConnected: 'None of the authorities is connected yet',
    noneConnectedText:
      'You can open the case mailbox and will find post, fax and phone of the authorities there. Writing and uploading documents is possible once an authority is connected.',
    titleLabel: 'Title',
    titleHint: 'For example “Café at the market”. The authorities you write to will see the title.',
    action: 'Open the case mailbox',
    opened: 'Case mailbox opened',
    notActivated: 'First your address has to be confirmed',
    notActivatedText:
      'You receive a letter with a code, so that authorities know whom they answer. Enter it, then you can go on here.',
    toActivation: 'To the letter and the code',
    conflict: 'This case mailbox was opened just now, with other details. Have a look at your case mailboxes.',
    toList: 'To your case mailboxes',
  },
  page: {
    back: 'All case mailboxes',
    reference: (reference) => `Reference ${reference}`,
    missing: 'This case mailbox does not exist',
    missingText: 'It may have been deleted, or the address is incomplete.',
    gone: 'This case mailbox was deleted',
    goneText: 'It was just deleted on another device. Authorities keep what they have received from you.',
    undertaking: 'Undertaking',
    place: 'Place',
    parties: 'Authorities involved',
    consents: 'Decisions and service here',
    partiesHint:
      'Each authority sees only what you write to it and what it writes to you, and when you opened its messages. It learns nothing of the others.',
    services: (count) => `${count} services`,
    fallback: 'How to reach this authority',
    phone: 'Phone',
    fax: 'Fax',
    post: 'Post',
    deletes: (date) => `Due for deletion on ${date}`,
    deletesWhy: 'Why this date?',
    deletesText:
      'Deletion is due when for six months nobody writes, receives or opens anything. Every message from you or an authority extends the time.',
    lastActivity: (time) => `Last used: ${time}`,
    remove: 'Delete case mailbox',
    noMessages: 'Write the first message',
    noMessagesText: 'The authority learns of this case mailbox only with your first message.',
    noReachable: 'No authority in this case mailbox can be reached securely at the moment',
    noReachableText: 'Find post, fax and phone of the authorities under “Authorities involved”.',
    print: 'Print',
    confirmed: (name, time) => `Receipt confirmed by ${name}, ${time}`,
  },
  decision: {
    waits: 'A decision is waiting for you',
    text: 'When you open it, the time of retrieval is recorded, and the authority can see it.',
    open: 'Open the decision',
    opening: 'Opening …',
    opened: 'The decision is open. The retrieval was recorded.',
    retrieved: (time) => `Retrieved: ${time}`,
    failed: 'The decision could not be opened. Please try again.',
  },
  compose: {
    line: (names) => `Write a message to ${names} …`,
    label: 'Write a message',
    to: 'Which authorities does the message go to?',
    toOne: 'Goes to',
    toHint: 'Each chosen authority receives the same message with all documents. None learns whom else you write to.',
    byMail: (names) => `${names}: this message goes signed and encrypted to the authority’s own e-mail mailbox.`,
    byMailMore: 'Who can read it',
    whoSees: (names) => `Only you and ${names} see this message.`,
    about: 'Which services is it about?',
    receipt: 'Ask for a receipt',
    receiptHint:
      'The authority is asked to confirm expressly that it received the message. Who confirmed and when is shown with the message.',
  },
  remove: {
    message: 'Delete message',
    messageTitle: 'Delete the message?',
    messageText: (subject) =>
      `The message “${subject}” and its documents will be deleted on your side. This cannot be undone.`,
    messageKept: (names) => `Whatever ${names} holds stays there.`,
    messageOnTheWay: (names) =>
      `The delivery to ${names} continues. If it fails, you will find out in your case mailbox.`,
    messageUnopened: 'You have not opened this decision yet. Time limits may be running all the same.',
    messageDue: (date) => `It names a date that has not passed yet: ${date}.`,
    messageDone: 'Message deleted',
    document: (name) => `Delete ${name}`,
    documentTitle: 'Delete the document?',
    documentText: (name) => `“${name}” will be deleted on your side. This cannot be undone.`,
    documentSigned:
      'If the message came by e-mail, the document is also in its signed original. It stays there until you delete the message.',
    documentDone: 'Document deleted',
    mailboxTitle: 'Delete the case mailbox?',
    mailboxText: (title) =>
      `“${title}” will be deleted with all messages, documents, drafts and proofs. This cannot be undone.`,
    mailboxKept: (names, count) =>
      count === 1
        ? `${names} is told that you deleted the case mailbox. What arrived there stays there.`
        : `${names} are told that you deleted the case mailbox. What arrived there stays there.`,
    mailboxOnTheWay: (names) => `The delivery to ${names} continues. You will no longer find out whether it succeeds.`,
    mailboxUnanswered: (names, count) =>
      `${names} ${count === 1 ? 'has' : 'have'} not answered yet. An answer would no longer reach you.`,
    mailboxDecisions: (count) =>
      count === 1
        ? 'You have not opened this decision yet. It will be deleted unread; time limits may be running all the same.'
        : 'You have not opened these decisions yet. They will be deleted unread; time limits may be running all the same.',
    mailboxPeriods: (count) =>
      count === 1
        ? 'This message names a date that has not passed yet.'
        : 'These messages name dates that have not passed yet.',
    mailboxFirst: (count) => `Only the first ${count} are listed.`,
    mailboxPeriod: (subject, date) => `${subject} (until ${date})`,
    mailboxDecision: (subject, sender, date) => `${subject} (${sender}, ${date})`,
    mailboxAsking: 'Finding out what deleting would do …',
    mailboxExport: 'First download what you want to keep, under “Export everything”.',
    mailboxUnwritten: 'No authority has received anything from you. Nobody will be told.',
    mailboxDone: (title) => `Case mailbox “${title}” deleted`,
    act: 'Delete for good',
  },
  live: { changed: 'The state of the delivery has changed' },
};

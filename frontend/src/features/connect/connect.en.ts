import type { ConnectMessages } from './connect.de.ts';

/** English texts of an authority's way to secure communication. */
export const connectEn: ConnectMessages = {
  title: 'Secure communication for your authority',
  lead: 'People and companies can then write to your authority in encrypted form, with a proven postal address.',
  how: {
    title: 'What happens',
    steps: [
      {
        title: 'You ask',
        text: 'You name the authority, how it wants its messages delivered and the person who manages it here first.',
      },
      {
        title: 'We check',
        text: 'We look up the official address of the authority ourselves, for example in its imprint. What the request says is not enough.',
      },
      {
        title: 'A letter with a code goes to the official address',
        text: 'This makes sure that the request really comes from your house.',
      },
      {
        title: 'The named person signs in',
        text: 'They enter the code and set up how messages are delivered.',
      },
    ],
    haveCode: 'Do you have the letter already?',
    enterCode: 'Enter the code',
  },
  authority: {
    step: 'Which authority do you want to connect?',
    label: 'Name of the authority',
    hint: 'For example “Stadt Bamberg” or “Landratsamt Bayreuth”',
    missing: 'Choose an authority from the list',
    chosen: 'Chosen',
    seat: (place) => `Seat: ${place}`,
    taken:
      'This authority is connected already. Ask in your house who manages it here. If nobody has access any more, the operator helps; the imprint names it.',
    notFound: 'The directory has no such authority. Please search for it here.',
  },
  way: {
    step: 'How do you want to receive messages?',
    label: 'How messages are delivered',
    lead: 'You can change this at any time later.',
    missing: 'Choose how messages are delivered',
    terms: { need: 'What you need', good: 'What speaks for it', bad: 'What speaks against it', fits: 'Fits you if' },
    kinds: {
      INBOX: {
        name: 'Inbox here in the browser',
        hint: 'You read and answer on this platform.',
        need: 'A browser and an account for each person. No certificate.',
        good: 'Ready at once. Who is in charge, deadlines and internal notes stand with the case. Documents up to 100 MB.',
        bad: 'One more place to look at; we announce new messages by e-mail. The contents are kept encrypted on the platform. Whoever held both the server and its key could read them.',
        fits: 'several people work on the same cases or you have no certificate.',
      },
      SMIME: {
        name: 'Your own e-mail mailbox with S/MIME',
        hint: 'S/MIME is a standard by which mail programs encrypt and sign e-mails.',
        need: 'An e-mail mailbox of your house and a certificate for it: a digital identity card issued by a certification authority, usually for a fee and for one to three years.',
        good: 'You stay in Outlook, Thunderbird or your specialist software. After delivery we keep no readable copy for your authority.',
        bad: 'The certificate ends: without a successor nobody can write to you any more. Your mailbox limits the size. Some mail programs know only an older method, which we allow separately and for a limited time. You do not see deadlines and who is in charge here.',
        fits: 'your house works with S/MIME already and somebody looks after the certificates.',
      },
    },
  },
  contact: {
    step: 'Who will enter the code?',
    lead: 'This person manages the authority here first. Later they sign in with the e-mail address given here. The letter goes to the official address of the authority, for the attention of this person.',
    name: 'First and last name',
    email: 'E-mail address at work',
    phone: 'Phone',
    department: 'Office or department',
    departmentHint: 'For example “Hauptamt” or “IT”',
    missing: { name: 'Enter the name', email: 'Enter the e-mail address' },
    emailForm: 'The e-mail address is not complete. It looks like name@example.de',
  },
  check: {
    step: 'Is everything right?',
    authority: 'Authority',
    way: 'How messages are delivered',
    contact: 'Person',
    submit: 'Send the request',
    privacy: 'We use these details only to connect your authority.',
  },
  sent: {
    title: 'Your request has arrived',
    lead: 'There is nothing to do for you now. After the check you get an e-mail, and the letter goes to the official address of your authority.',
    way: 'How far the connection is',
    again:
      'If there was a request for this authority before, the earlier one goes on. For reasons of data protection we do not say here whether and by whom.',
    tip: 'Tell your mail room that a letter with a code will come and is meant for you.',
    home: 'Go to the start page',
  },
  unlock: {
    title: 'Unlock an authority',
    lead: 'Enter the code from the letter to your authority. Only the person named in the request can do so. They manage the authority here first.',
    signedInAs: (email) => `You are signed in as ${email}.`,
    code: 'Code',
    codeHint: 'For example K7MW-2QXR-9TVC. Spaces, hyphens, upper and lower case do not matter.',
    missing: 'Enter the code from the letter',
    length: 'The code has 12 characters. Please compare it with the letter.',
    submit: 'Unlock',
    none: 'No letter, or no valid code any more?',
    noneText:
      'After too many wrong tries or 30 days after its letter was printed a code is no longer valid. Then please ask anew.',
    askAgain: 'Ask anew',
    account: 'You need an account of your own',
    accountText:
      'The code makes your personal account the access of your authority. Sign in with the e-mail address that the request names, or register with it.',
    accountReturn: 'After registering, open this page again. You need not prove your postal address for the authority.',
    signIn: 'Sign in',
    register: 'Register',
    done: (name) => `You now manage: ${name}`,
    doneLead: 'Next you set up how your authority receives messages.',
    toChannel: 'Set up how messages are delivered',
  },
};

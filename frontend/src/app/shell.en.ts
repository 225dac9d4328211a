import type { ShellMessages } from './shell.de.ts';

/** English texts of the parts of the shell that come after the first paint. */
export const shellEn: ShellMessages = {
  platformClaim: 'The mailbox between you and your public administration',
  nav: {
    mailboxes: 'Case mailboxes',
    unread: (count) => (count === 1 ? '1 unread message' : `${count} unread messages`),
    area: 'My area',
    inbox: 'Inbox',
    desk: 'Operations',
    offerings: 'Offerings',
    tickets: 'Tickets',
    account: 'Account',
    signOut: 'Sign out',
  },
  display: {
    textSize: 'Text size',
    textSizes: { normal: 'A Normal', large: 'A+ Large', larger: 'A++ Very large' },
    contrast: 'Contrast',
    contrasts: { normal: 'Normal', high: 'High' },
    theme: 'Colours',
    themes: { auto: 'As set on this device', light: 'Light', dark: 'Dark' },
    language: 'Language',
  },
  footer: {
    authorities: 'For authorities',
    market: 'Market for municipalities',
    accessibility: 'Accessibility statement',
    privacy: 'Privacy',
    terms: 'Terms of use',
    imprint: 'Imprint',
    verify: 'Check a proof',
    trust: 'Trust and keys',
    explorer: 'API for developers',
  },
  connection: {
    offline: 'No connection. What you have written is kept.',
    retryIn: (seconds) => (seconds <= 1 ? 'Next try in 1 second.' : `Next try in ${seconds} seconds.`),
    retrying: 'Reconnecting …',
    retryNow: 'Try now',
    restored: 'The connection is back.',
    sessionDeferred: 'We cannot check right now whether you are still signed in. We keep trying.',
  },
  notFound: {
    title: 'Page not found',
    text: 'This page does not exist, or no longer. The address may be incomplete.',
    home: 'Go to the start page',
  },
};

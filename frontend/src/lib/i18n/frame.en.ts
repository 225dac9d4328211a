import type { FrameMessages } from './frame.de.ts';

/** English texts of what every page shows first: header, navigation, waiting, and the page that says that something broke. */
export const frameEn: FrameMessages = {
  platform: 'Schalter',
  loading: 'Loading …',
  skip: { content: 'Skip to content', navigation: 'Skip to navigation', footer: 'Skip to footer' },
  nav: {
    label: 'Main navigation',
    start: 'Search',
    market: 'Market',
    signIn: 'Sign in',
    register: 'Register',
  },
  display: { label: 'Display' },
  problem: {
    title: 'That did not work',
    text: 'Something went wrong on this page. What you have saved is safe.',
    brokenPart:
      'A part of the application is faulty and does not start. What you have saved is safe. Reload the page. If that does not help, try again later.',
    reload: 'Reload page',
    home: 'Go to the start page',
  },
};

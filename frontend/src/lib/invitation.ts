import { dropVisit, keepVisit, readVisit } from './storage.ts';

const name = 'invitation';

/** Keeps the token of an invitation's link in this tab, until it is used or the session ends: signing in leads through other pages. */
export const keepInvitation = (token: string): void => keepVisit(name, token);

/** The token of the invitation that led here, empty for none. */
export const readInvitation = (): string => readVisit<string>(name) ?? '';

/** Forgets the invitation, once it was used. */
export const dropInvitation = (): void => dropVisit(name);

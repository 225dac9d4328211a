import { defineMessages } from '../../lib/i18n/messages.ts';
import { invitationDe } from './invitation.de.ts';

/** Texts of invitations. */
export const useInvitationMessages = defineMessages(invitationDe, () =>
  import('./invitation.en.ts').then((m) => m.invitationEn),
);

import { frameDe } from './frame.de.ts';
import { defineMessages } from './messages.ts';

/** Texts of what every page shows first; they are a part of the shell, so there are few of them. */
export const useFrameMessages = defineMessages(frameDe, () => import('./frame.en.ts').then((m) => m.frameEn));

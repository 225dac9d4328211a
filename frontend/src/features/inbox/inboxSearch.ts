/** Words of the filter "Stand" in the address. */
export const stateWords = ['offen', 'neu', 'arbeit', 'person', 'erledigt', 'archiv', 'alle'] as const;
/** Words of the filter "Zuständig" in the address. */
export const whoWords = ['ich', 'niemand'] as const;
/** Words of the filter "Fällig" in the address. */
export const dueWords = ['heute', 'woche', 'monat'] as const;
/** Words of the order in the address. */
export const orderWords = ['warten', 'neu', 'frist'] as const;

/** The inbox' filters as they stand in the address, so that they can be shared and kept as a bookmark. */
export interface InboxSearch {
  stand?: (typeof stateWords)[number];
  wer?: (typeof whoWords)[number];
  ungelesen?: 'ja';
  faellig?: (typeof dueWords)[number];
  ordnung?: (typeof orderWords)[number];
}

/** The filters, and the words searched for, which stay out of the address. */
export interface InboxFilter extends InboxSearch {
  suche?: string;
}

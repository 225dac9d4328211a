/** What an e-mail address looks like, as far as a page looks at it. */
export const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

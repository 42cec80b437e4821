/**
 * The time that archives give their entries: archives of the same content are the same bytes. Local, since ZIP keeps
 * local time without a zone.
 */
export const FIXED_TIME = new Date(2000, 0, 1);

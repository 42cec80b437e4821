/** The fewest characters a password may have; length is what counts, so nothing else is asked. */
export const PASSWORD_LENGTH = 10;

/** Empty and failed pages: what happened, what is safe, what to do. */
export default {
  noBook: {
    title: 'There is no book yet',
    why: 'Nothing has been computed in this workspace.',
    todo: 'Upload files or read a database, then compute a book.',
  },
  noRows: { title: 'No record matches', todo: 'Widen or clear the filters.' },
  problems: {
    bad_request: {
      title: 'This address has a condition that is not usable',
      todo: 'Check the address, or start from the navigation.',
    },
    not_found: { title: 'There is no such page', todo: 'Choose a page from the navigation.' },
    no_book: { title: 'There is no book yet', todo: 'Upload files or read a database, then compute a book.' },
    other_engine: {
      title: 'Another version computed this book',
      todo: 'It lacks tables that this page needs; compute it anew from the list of books.',
    },
    unknown_book: {
      title: 'There is no such book',
      todo: 'It may have been pruned; choose another from the list.',
    },
    ambiguous_book: { title: 'The id of the book is too short', todo: 'Give more of its digits.' },
    unknown_member: {
      title: 'This book has no such member',
      todo: 'Search the accounts by a part of the id.',
    },
    unknown_finding: {
      title: 'This book has no such finding',
      todo: 'Choose one from the list of findings.',
    },
    unknown_rule: {
      title: 'This book was not judged by such a rule',
      todo: 'Choose one from the list of rules.',
    },
    sign_in: { title: 'Sign in first', todo: 'Your session has ended; sign in again to open this page.' },
    forbidden: { title: 'Your role does not reach this', todo: 'Ask an administrator if you need it.' },
    identities_hidden: {
      title: 'This shows who members are',
      todo: 'Show member ids first, with a reason, in the menu of your account.',
    },
    outside_scope: {
      title: 'This cannot be cut to your part of the data',
      todo: 'It tells of everything, so an account with a scope does not see it; ask an administrator for a wider one.',
    },
    internal: {
      title: 'The server failed',
      todo: 'No data was changed; the log of the server says why. You may try again.',
    },
  },
  retry: 'Try again',
  toAccounts: 'To the accounts',
  toBooks: 'To the list of books',
  toOverview: 'To the overview',
} as const;

/** What of a purchase can be looked at; the words stand in the messages. */
export const ATTRIBUTES = ['category', 'size', 'colour', 'material', 'merchant', 'industry'] as const;

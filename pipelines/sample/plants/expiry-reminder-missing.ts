import type { Plant } from './bed.ts';
import { ownWallet, terms } from './offers.ts';

export const expiryReminderMissing: Plant = {
  ruleId: 'expiry-reminder-missing',
  wallets: { 'x-unreminded': ownWallet(), 'x-reminded': ownWallet() },
  plant(bed) {
    const promised = terms(bed, 'x-unreminded', { reminder_days: 30 });
    terms(bed, 'x-reminded', { reminder_days: 30 });
    bed.earn(bed.member(), '2022-03-05T10:00', 200, { wallet: 'x-unreminded' });
    const reminded = bed.member();
    bed.earn(reminded, '2022-03-05T10:00', 200, { wallet: 'x-reminded' });
    bed.remind(reminded, 'x-reminded', '2024-03-06');
    bed.expect('terms', `${promised}/x-unreminded`);
  },
};

import type { Plant } from './bed.ts';
import { ownWallet, terms } from './offers.ts';

export const transferRing: Plant = {
  ruleId: 'transfer-ring',
  wallets: { 'x-ring': ownWallet({ transfer: 'any' }) },
  plant(bed) {
    terms(bed, 'x-ring');
    const circle = (members: readonly string[], wallet: string) => {
      bed.earn(members[0]!, '2025-09-01T10:00', 1000, { wallet });
      members.forEach((member, index) => {
        const next = members[(index + 1) % members.length]!;
        const gift = { wallet, at: `2025-09-0${index + 2}T10:00`, points: 1000 };
        const sent = bed.event({ ...gift, type: 'transfer_out', member, counterparty: next });
        bed.event({ ...gift, type: 'transfer_in', member: next, counterparty: member, related: sent });
      });
    };
    const strangers = [bed.member(), bed.member(), bed.member()];
    circle(strangers, 'x-ring');
    bed.expect('member', strangers[0]!);
    circle(bed.household(3), 'base');
  },
};

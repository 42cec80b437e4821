import type { Plant } from './bed.ts';
import { advertise } from './offers.ts';

export const unmarkedAdvertisement: Plant = {
  ruleId: 'unmarked-advertisement',
  plant(bed) {
    const praise = '晒单分享：用积分换到的保温壶真好用，一起来兑。';
    bed.expect('advertisement', advertise(bed, praise, { channel: 'social', marked_as_ad: false }));
    advertise(bed, `广告：${praise}`, { channel: 'social' });
  },
};

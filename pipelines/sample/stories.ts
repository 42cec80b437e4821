import { appliances } from './stories/appliances.ts';
import { bankCard } from './stories/bank-card.ts';
import { carService } from './stories/car-service.ts';
import { clothing } from './stories/clothing.ts';
import { corrections } from './stories/corrections.ts';
import { credit } from './stories/credit.ts';
import { daily } from './stories/daily.ts';
import { enterprises } from './stories/enterprises.ts';
import { family } from './stories/family.ts';
import { greenLiving } from './stories/green-living.ts';
import { hotels } from './stories/hotels.ts';
import { motherBaby } from './stories/mother-baby.ts';
import { pets } from './stories/pets.ts';
import { railway } from './stories/railway.ts';
import { smallShops } from './stories/small-shops.ts';
import type { Story } from './stories/story.ts';

/** All stories of the programme. */
export const STORIES: readonly Story[] = [
  daily,
  appliances,
  carService,
  hotels,
  motherBaby,
  pets,
  bankCard,
  railway,
  credit,
  smallShops,
  clothing,
  greenLiving,
  family,
  enterprises,
  corrections,
];

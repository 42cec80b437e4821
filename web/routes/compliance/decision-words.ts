import type { TFunction } from 'i18next';
import type { DecisionLink } from './finding.ts';

/** What a link of the log says was done, in the reader's language. */
export function says(t: TFunction, link: DecisionLink): string {
  switch (link.action) {
    case 'set_status':
      return t('compliance.decide.links.set_status', {
        status: t(`compliance.decide.statuses.${link.status!}`),
      });
    case 'request_waiver':
      return t('compliance.decide.links.request_waiver', {
        scope: t(`compliance.decide.scopes.${link.scope!}`),
        day: link.expires_on!,
      });
    case 'assign':
      return t('compliance.decide.assigned', {
        owner: link.owner ?? t('compliance.decide.nobody'),
        due: link.due_on ?? t('compliance.decide.nobody'),
      });
    default:
      return t(`compliance.decide.links.${link.action}`);
  }
}

import { resource } from './environment.ts';
import { listRoute, memberList, segmentGrid, segmentsRoute } from './members-list.ts';
import { memberMonths, monthsRoute } from './members-months.ts';
import { oneMember, oneRoute } from './members-one.ts';
import { outlookOf, outlookRoute } from './members-outlook.ts';
import {
  contactList,
  contactsRoute,
  metricFigures,
  metricsRoute,
  rewardReach,
  rewardsRoute,
} from './members-tables.ts';
import { answerTable, formatOf, type Format } from './table.ts';

const isExport = (accept: string | undefined, format: Format | undefined) =>
  formatOf(accept, format) !== 'json';

/** `/members`: profiles, segments, what estimates rest on, reach of rewards, today's list, rival metrics, one member. */
export const members = resource()
  .openapi(listRoute, (context) => {
    const query = context.req.valid('query');
    const asFile = isExport(context.req.header('accept'), query.format);
    return answerTable(context, query, (reader) => memberList(reader, context.var.viewer, query, asFile));
  })
  .openapi(segmentsRoute, (context) => {
    const query = context.req.valid('query');
    const asFile = isExport(context.req.header('accept'), query.format);
    return answerTable(context, query, (reader) => segmentGrid(reader, context.var.viewer, query, asFile));
  })
  .openapi(monthsRoute, (context) => {
    const query = context.req.valid('query');
    const asFile = isExport(context.req.header('accept'), query.format);
    return answerTable(context, query, (reader) => memberMonths(reader, query, asFile));
  })
  .openapi(rewardsRoute, (context) => {
    const query = context.req.valid('query');
    const asFile = isExport(context.req.header('accept'), query.format);
    return answerTable(context, query, (reader) => rewardReach(reader, query, asFile));
  })
  .openapi(contactsRoute, (context) => {
    const query = context.req.valid('query');
    const asFile = isExport(context.req.header('accept'), query.format);
    return answerTable(context, query, (reader) => contactList(reader, context.var.viewer, query, asFile));
  })
  .openapi(metricsRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => metricFigures(reader, query));
  })
  .openapi(outlookRoute, async (context) => {
    const query = context.req.valid('query');
    return context.json(
      await context.var.books.read(query.book, (reader) => outlookOf(reader, query.programme)),
      200,
    );
  })
  .openapi(oneRoute, async (context) => {
    const query = context.req.valid('query');
    return context.json(
      await context.var.books.read(query.book, (reader) => oneMember(reader, context.var.viewer, query)),
      200,
    );
  });

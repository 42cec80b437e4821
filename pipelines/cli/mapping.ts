import { Command } from 'commander';
import { UserError } from '#engine/user-error.ts';
import { mappingSchema, presetNames, presetText, readPreset } from '#pipelines/ingest/read-mapping.ts';
import { action, subcommand } from './command.ts';

const list = subcommand('list', 'the known systems and how to name them with --preset');
action(list, async () => {
  const presets = [];
  for (const name of await presetNames()) {
    const { title = name, tables } = await readPreset(name);
    presets.push({ preset: name, title, from: tables.flatMap((each) => each.from ?? []) });
  }
  const text = presets.map(({ preset, title, from }) => `${preset.padEnd(24)} ${title} (${from.join(', ')})`);
  return { json: { presets }, text: text.join('\n') };
});

const show = subcommand('show', "prints a preset's mapping, to start one's own from").argument('<preset>');
action(show, async ([name]) => {
  if (name === undefined) throw new UserError('Name a preset; `jiheng mapping list` shows them.');
  return {
    json: { preset: name, mapping: await readPreset(name) },
    text: (await presetText(name)).trimEnd(),
  };
});

const schema = subcommand('schema', 'prints the JSON Schema of mapping files, for editors');
action(schema, () => {
  const document = mappingSchema();
  return Promise.resolve({ json: document, text: JSON.stringify(document, null, 2) });
});

export const mapping = new Command('mapping')
  .description('how the columns of other systems become those of the contract')
  .addCommand(list)
  .addCommand(show)
  .addCommand(schema);

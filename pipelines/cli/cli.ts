import { Command } from 'commander';
import { ENGINE_VERSION } from '#engine/version.ts';

/**
 * Every command by its name, in the order a first-time user meets them; one file each, which is read only where the
 * command or a list of all is asked for: most of a short command's time would be the reading of the others.
 */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  init: async () => (await import('./init.ts')).initCommand,
  ingest: async () => (await import('./ingest.ts')).ingestCommand,
  'ingest-plan': async () => (await import('./ingest-plan.ts')).ingestPlan,
  'database-plan': async () => (await import('./database-plan.ts')).databasePlan,
  mapping: async () => (await import('./mapping.ts')).mapping,
  rejects: async () => (await import('./rejects.ts')).rejectsCommand,
  withdraw: async () => (await import('./withdraw.ts')).withdrawCommand,
  compute: async () => (await import('./compute.ts')).compute,
  books: async () => (await import('./books.ts')).books,
  close: async () => (await import('./close.ts')).close,
  rules: async () => (await import('./rules.ts')).rules,
  remediation: async () => (await import('./remediation.ts')).remediation,
  query: async () => (await import('./query.ts')).query,
  trace: async () => (await import('./trace.ts')).trace,
  report: async () => (await import('./report.ts')).report,
  verify: async () => (await import('./verify.ts')).verify,
  'chain-ladder': async () => (await import('./chain-ladder.ts')).chainLadder,
  serve: async () => (await import('./serve.ts')).serve,
  people: async () => (await import('./people.ts')).people,
  sample: async () => (await import('./sample.ts')).sample,
  doctor: async () => (await import('./doctor.ts')).doctor,
  bench: async () => (await import('./bench.ts')).bench,
};

const program = new Command('jiheng')
  .description('积衡: recomputes, values and audits the ledger of a consumer points programme')
  .version(ENGINE_VERSION)
  // Wrong usage is exit code 2, as the contract has it; commander's own is 1.
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

for (const read of asked(process.argv[2])) {
  const command = await read();
  command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  program.addCommand(command);
}

await program.parseAsync();

/** The command that stands first, or all of them: help lists them, and a slip of the pen is held against their names. */
function asked(name = ''): readonly (() => Promise<Command>)[] {
  return Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]!] : Object.values(COMMANDS);
}

import { Command } from 'commander';
import { ENGINE_VERSION } from '#engine/version.ts';
import { initCommand } from './init.ts';
import { ingestCommand } from './ingest.ts';
import { ingestPlan } from './ingest-plan.ts';
import { mapping } from './mapping.ts';
import { rejectsCommand } from './rejects.ts';
import { withdrawCommand } from './withdraw.ts';
import { chainLadder } from './chain-ladder.ts';
import { compute } from './compute.ts';
import { books } from './books.ts';
import { close } from './close.ts';
import { rules } from './rules.ts';
import { people } from './people.ts';
import { query } from './query.ts';
import { remediation } from './remediation.ts';
import { trace } from './trace.ts';
import { report } from './report.ts';
import { verify } from './verify.ts';
import { databasePlan } from './database-plan.ts';
import { doctor } from './doctor.ts';
import { bench } from './bench.ts';
import { sample } from './sample.ts';
import { serve } from './serve.ts';
import { start } from './start.ts';

/** Every command, in the order a first-time user meets them; one file each. */
const COMMANDS: Command[] = [
  start,
  initCommand,
  ingestCommand,
  ingestPlan,
  databasePlan,
  mapping,
  rejectsCommand,
  withdrawCommand,
  compute,
  books,
  close,
  rules,
  remediation,
  query,
  trace,
  report,
  verify,
  chainLadder,
  serve,
  people,
  sample,
  doctor,
  bench,
];

const program = new Command('jiheng')
  .description('积衡: recomputes, values and audits the ledger of a consumer points programme')
  .version(ENGINE_VERSION)
  // Wrong usage is exit code 2, as the contract has it; commander's own is 1.
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

for (const command of COMMANDS) {
  command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  program.addCommand(command);
}

await program.parseAsync();

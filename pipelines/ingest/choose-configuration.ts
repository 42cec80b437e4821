import { existsSync } from 'node:fs';
import type { Configuration } from '#engine/contract/programme.ts';
import { UserError } from '#engine/user-error.ts';
import {
  readConfiguration,
  readConfigurationFile,
  sameConfiguration,
  workspacePaths,
} from '#pipelines/store/workspace.ts';

/** The configuration that a batch is read under. */
export interface ChosenConfiguration {
  readonly configuration: Configuration;
  /** File that is to become the workspace's `programme.yaml`; null where it stays as it is. */
  readonly adopt: string | null;
}

/**
 * A named file wins and replaces the workspace's; else the workspace's holds, and a data set's own is adopted where
 * the workspace has none.
 *
 * @throws UserError where the data set's own says something else than the workspace's.
 */
export async function chooseConfiguration(
  workspace: string,
  ofDataSet: string | null,
  named?: string,
): Promise<ChosenConfiguration> {
  const own = workspacePaths(workspace).programme;
  const current = await readConfiguration(workspace);
  if (named !== undefined) {
    const configuration = await readConfigurationFile(named);
    const same = existsSync(own) && sameConfiguration(configuration, current);
    return { configuration, adopt: same ? null : named };
  }
  if (ofDataSet === null) return { configuration: current, adopt: null };
  const configuration = await readConfigurationFile(ofDataSet);
  if (!existsSync(own)) return { configuration, adopt: ofDataSet };
  if (!sameConfiguration(configuration, current))
    throw new UserError(
      `${ofDataSet} says something else than the workspace's ${own}; name the one that holds with --programme FILE.`,
    );
  return { configuration: current, adopt: null };
}

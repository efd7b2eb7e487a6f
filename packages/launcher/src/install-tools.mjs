// Installs what the tests need beside Node. `npm test` does so too; CI has it done while it checks the code.
import { installTools } from './tools.mjs';
import { fail } from './workspace.mjs';

await installTools().catch(fail);

// Writes src/generated from the operations of the contract.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operations } from '@ai-sessions/contract';
import { apiSource, metadataSource } from './api-source.ts';

const folder = join(import.meta.dirname, '../src/generated');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'api.ts'), apiSource(operations));
writeFileSync(join(folder, 'operations.ts'), metadataSource(operations));

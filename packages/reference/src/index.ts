export { createReference, type Reference, type ReferencePage, type ReferenceRequest } from './reference.ts';

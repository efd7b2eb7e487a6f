/** Lets a caller through who has the operation's roles. The rule is in `access.ts`: adapters ask it too, before they read a body. */
export { admit as authorize } from '../access.ts';

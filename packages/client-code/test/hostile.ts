import type { ClientOperation } from '../src/index.ts';

/** An operation whose wording tries to get out of comments and strings, and whose field has a reserved name. */
export const hostile: ClientOperation = {
  name: 'Hostile',
  verb: 'POST',
  response: undefined,
  request: {
    type: {
      name: 'Hostile',
      namespace: 'Test',
      description:
        // biome-ignore lint/suspicious/noTemplateCurlyInString: other languages have templates too
        'Ends */ here // and\n"there" `1` \u2028\u202e ${x} $x #{x} \\(x) \\u002a/ \\\u200eu002a/ throw 1; \u201d ) \\',
      dataContract: false,
      typeArguments: [],
      members: [
        {
          name: 'Class',
          wireName: 'class',
          type: { kind: 'map', value: { kind: 'double' } },
          description: '*/ throw 1; /* (* *) """ \u0027\u0027\u0027 </summary> <!-- & {0} %>',
          required: true,
          example: {},
        },
      ],
    },
  },
};

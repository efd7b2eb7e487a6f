import type { AnswerUse, Declaration } from '../program.ts';

/** The packages that the code needs: those of Gson only where names or generic responses call for them. */
export function importsOf(
  declarations: readonly Declaration[],
  isReserved: (name: string) => boolean,
): readonly string[] {
  const classes = declarations.flatMap((declaration) => (declaration.kind === 'class' ? [declaration] : []));
  const renamed = classes.some(({ fields }) => fields.some(({ wireName }) => isReserved(wireName)));
  const generic = classes.some(({ request }) => request?.returns && isGeneric(request.returns));
  return [
    'java.math.*',
    'java.util.*',
    'java.io.InputStream',
    'net.servicestack.client.*',
    ...(renamed ? ['com.google.gson.annotations.*'] : []),
    ...(generic ? ['com.google.gson.reflect.*'] : []),
  ];
}

/** Whether an answer is of a type that has no class of its own when the program runs. */
export function isGeneric(returns: AnswerUse): boolean {
  return returns.kind === 'list' || returns.arguments.length > 0;
}

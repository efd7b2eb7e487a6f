import type { ClassDeclaration, FieldDeclaration, TypeUse } from './program.ts';

/** All fields of a class, own ones first: for languages without inheritance. */
export function allFields({ fields, inherited }: ClassDeclaration): readonly FieldDeclaration[] {
  return [...fields, ...inherited];
}

/** The type parameters that fields refer to. Where nothing is inherited, compilers refuse the others. */
export function usedParameters(declaration: ClassDeclaration): readonly string[] {
  return declaration.typeParameters.filter((parameter) =>
    allFields(declaration).some(({ type }) => refersTo(type, parameter)),
  );
}

function refersTo(type: TypeUse, parameter: string): boolean {
  switch (type.kind) {
    case 'parameter':
      return type.name === parameter;
    case 'list':
      return refersTo(type.item, parameter);
    case 'map':
      return refersTo(type.value, parameter);
    case 'class':
      return type.arguments.some((argument) => refersTo(argument, parameter));
    default:
      return false;
  }
}

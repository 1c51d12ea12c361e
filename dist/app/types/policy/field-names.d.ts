/** A field's name in code for its name in a file: `failOn` for `fail-on`. */
export type CamelCase<Name extends string> = Name extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<CamelCase<Rest>>}` : Name;
/** The same fields under their names in code; what they hold stays as it is. */
export type CamelCased<Fields> = {
    readonly [Name in keyof Fields as Name extends string ? CamelCase<Name> : Name]: Fields[Name];
};
export declare function camelCase(name: string): string;
export declare function camelCased<Fields extends object>(fields: Fields): CamelCased<Fields>;

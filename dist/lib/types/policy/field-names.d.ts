/** Converts a field's name in a file to its name in code: `fail-on` to `failOn`. */
export type CamelCase<Name extends string> = Name extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<CamelCase<Rest>>}` : Name;
/** The same fields under their names in code; the values are unchanged. */
export type CamelCased<Fields> = {
    readonly [Name in keyof Fields as Name extends string ? CamelCase<Name> : Name]: Fields[Name];
};
export declare function camelCase(name: string): string;
export declare function camelCased<Fields extends object>(fields: Fields): CamelCased<Fields>;

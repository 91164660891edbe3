/// JSON Schema as rules over characters.
///
/// A schema is read where it stands ([Place], [Keywords]), resolved into the alternatives that it
/// allows ([Resolver], each a flat [Shape] without combinators), and each alternative is written as
/// an expression ([Values] and the writers of each kind of value).
@org.jspecify.annotations.NullMarked
package dev.millrace.grammar.schema;

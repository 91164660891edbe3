package dev.millrace.grammar.schema;

import java.util.Set;

/// The keywords that are known, by what becomes of them. A keyword of neither set is refused.
final class Vocabulary {
  /// Read by [Assertions], [Resolver] and [Negation], each enforced or refused there.
  static final Set<String> ENFORCED =
      Set.of(
          "type",
          "enum",
          "const",
          "nullable",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "pattern",
          "format",
          "items",
          "prefixItems",
          "additionalItems",
          "minItems",
          "maxItems",
          "uniqueItems",
          "contains",
          "minContains",
          "maxContains",
          "unevaluatedItems",
          "properties",
          "required",
          "additionalProperties",
          "patternProperties",
          "propertyNames",
          "minProperties",
          "maxProperties",
          "unevaluatedProperties",
          "dependencies",
          "dependentRequired",
          "dependentSchemas",
          "allOf",
          "anyOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else",
          "$ref",
          "$dynamicRef",
          "$recursiveRef");

  /// They say nothing of what is valid: those of the specification, those of OpenAPI, and what
  /// editors and generators of forms and code are told.
  static final Set<String> ANNOTATIONS =
      Set.of(
          "$schema",
          "$id",
          "id",
          "$comment",
          "$anchor",
          "$dynamicAnchor",
          "$recursiveAnchor",
          "$defs",
          "definitions",
          "$vocabulary",
          "title",
          "description",
          "default",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "contentEncoding",
          "contentMediaType",
          "contentSchema",
          "discriminator",
          "example",
          "externalDocs",
          "xml",
          "markdownDescription",
          "enumDescriptions",
          "markdownEnumDescriptions",
          "deprecationMessage",
          "doNotSuggest",
          "suggestSortText",
          "defaultSnippets",
          "errorMessage",
          "patternErrorMessage",
          "enumNames",
          "tsType",
          "tsEnumNames",
          "propertyOrder",
          "scope",
          "order",
          "allowTrailingCommas",
          "allowComments");

  private Vocabulary() {}

  static boolean knows(String keyword) {
    return ENFORCED.contains(keyword) || ANNOTATIONS.contains(keyword) || keyword.startsWith("x-");
  }
}

package dev.millrace.engine.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A statement of a template.
sealed interface Node {
  /// Text between the tags, as it is.
  record Words(Text text) implements Node {}

  /// `{{ value }}`.
  record Print(Expression value) implements Node {}

  record If(List<Branch> branches, List<Node> otherwise) implements Node {}

  record Branch(Expression test, List<Node> body) {}

  /// `{% for names in items if only %}`.
  ///
  /// @param names one, or several that an item is taken apart into
  /// @param only items for which this is false are left out
  record For(
      List<String> names,
      Expression items,
      Optional<Expression> only,
      List<Node> body,
      List<Node> otherwise)
      implements Node {}

  record Set(List<String> names, Expression value) implements Node {}

  /// `{% set space.attribute = value %}`.
  record SetAttribute(Place place, String space, String attribute, Expression value)
      implements Node {}

  /// `{% set name | filters %}...{% endset %}`.
  ///
  /// @param value the text of the body, seen as the variable [#BODY], through the filters
  record SetBlock(String name, Expression value, List<Node> body) implements Node {}

  /// `{% filter ... %}...{% endfilter %}`; `value` as in [SetBlock].
  record FilterBlock(Expression value, List<Node> body) implements Node {}

  record Macro(String name, List<Parameter> parameters, List<Node> body) implements Node {}

  record Parameter(String name, Optional<Expression> otherwise) {}

  /// `{% call(parameters) macro(...) %}body{% endcall %}`; the macro sees the body as `caller`.
  record CallBlock(Expression.Call call, Macro caller) implements Node {}

  /// Statements that stand together without a meaning of their own, as in `{% generation %}`.
  record Block(List<Node> body) implements Node {}

  /// `{% with name = value, ... %}`; the values do not see the names.
  record With(Map<String, Expression> names, List<Node> body) implements Node {}

  record Break() implements Node {}

  record Continue() implements Node {}

  /// No template can write a name with a space.
  String BODY = "the body";
}

package dev.millrace.gateway.json;

import dev.millrace.llm.Json;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds where something stands in a document.
public final class Search {
  private Search() {}

  /// The path of the first string that is this text, as `messages[0].content[1].image_url.url`.
  public static Optional<String> path(String text, Json.Fields document) {
    return find(text, new Value("", document));
  }

  private static Optional<String> find(String text, Value value) {
    return switch (value.json()) {
      case Json.Text(var said) -> said.equals(text) ? Optional.of(value.path()) : Optional.empty();
      case Json.Items _ -> first(text, value.items().stream());
      case Json.Fields(var members) -> {
        var object = value.object();
        yield first(text, members.keySet().stream().map(object::find).flatMap(Optional::stream));
      }
      case Json.Numeral _, Json.Bool _, Json.Null _ -> Optional.empty();
    };
  }

  private static Optional<String> first(String text, Stream<Value> values) {
    return values.map(value -> find(text, value)).flatMap(Optional::stream).findFirst();
  }
}

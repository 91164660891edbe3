package dev.millrace.grammar.schema;

import dev.millrace.llm.Json;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Values named one by one, in their order. Equal means what it does in JSON Schema: `1` and `1.0`
/// are, the order of members is nothing. Finding one takes the same time however many there are.
final class Listing {
  private final List<Json> values;
  private final Set<Json> known;

  private Listing(List<Json> values) {
    this.values = List.copyOf(values);
    this.known = HashSet.newHashSet(values.size());
    values.forEach(value -> known.add(canonical(value)));
  }

  static Listing of(List<Json> values) {
    return new Listing(values);
  }

  static Listing none() {
    return new Listing(List.of());
  }

  /// Every value once.
  static List<Json> distinct(List<Json> values) {
    Map<Json, Json> distinct = new LinkedHashMap<>();
    values.forEach(value -> distinct.putIfAbsent(canonical(value), value));
    return List.copyOf(distinct.values());
  }

  boolean has(Json value) {
    return known.contains(canonical(value));
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  Stream<Json> stream() {
    return values.stream();
  }

  List<Json> values() {
    return values;
  }

  Listing and(Listing other) {
    return new Listing(Stream.concat(values.stream(), other.values.stream()).toList());
  }

  /// The same for equal values.
  private static Json canonical(Json value) {
    return switch (value) {
      case Json.Numeral(var number) -> new Json.Numeral(number.stripTrailingZeros());
      case Json.Items(var items) -> new Json.Items(items.stream().map(Listing::canonical).toList());
      case Json.Fields(var members) -> {
        var fields = new LinkedHashMap<String, Json>();
        members.forEach((name, member) -> fields.put(name, canonical(member)));
        yield new Json.Fields(fields);
      }
      case Json.Text _, Json.Bool _, Json.Null _ -> value;
    };
  }
}

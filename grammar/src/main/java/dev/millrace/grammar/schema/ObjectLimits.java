package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.ENDLESS;

import dev.millrace.grammar.rule.Expression;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What objects may be.
///
/// @param parts all of which hold
/// @param required names of members that must be there
/// @param names what the names, as strings, must be
/// @param beyond members there must be beside those that are spoken of
record ObjectLimits(
    List<Part> parts,
    Set<String> required,
    int least,
    int most,
    List<Demand> names,
    List<Beyond> beyond) {
  /// What the members are.
  ///
  /// @param properties of members by name, in their order
  /// @param patterns of members whose name is one of a language
  /// @param rest of all others; absent if they may be anything
  /// @param evaluates whether `unevaluatedProperties` counts its members as seen
  record Part(
      Map<String, Demand> properties,
      List<Patterned> patterns,
      Optional<Demand> rest,
      boolean evaluates) {
    Part {
      properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
      patterns = List.copyOf(patterns);
    }

    /// Whether there may be no members but its properties.
    boolean closed() {
      return patterns.isEmpty() && rest.filter(Demand::isNever).isPresent();
    }
  }

  /// What the members must be whose name is one of a language.
  ///
  /// @param pattern as the schema writes it
  record Patterned(String pattern, Expression language, Demand demand) {}

  ObjectLimits {
    parts = List.copyOf(parts);
    required = Collections.unmodifiableSet(new LinkedHashSet<>(required));
    names = List.copyOf(names);
    beyond = List.copyOf(beyond);
  }

  static ObjectLimits none() {
    return size(0, ENDLESS);
  }

  static ObjectLimits size(int least, int most) {
    return new ObjectLimits(List.of(), Set.of(), least, most, List.of(), List.of());
  }

  static ObjectLimits part(Part part) {
    return new ObjectLimits(List.of(part), Set.of(), 0, ENDLESS, List.of(), List.of());
  }

  static ObjectLimits member(String name, Demand demand) {
    return part(new Part(Map.of(name, demand), List.of(), Optional.empty(), false));
  }

  static ObjectLimits requiring(Set<String> names) {
    return new ObjectLimits(List.of(), names, 0, ENDLESS, List.of(), List.of());
  }

  static ObjectLimits names(Demand demand) {
    return new ObjectLimits(List.of(), Set.of(), 0, ENDLESS, List.of(demand), List.of());
  }

  static ObjectLimits beyond(Beyond beyond) {
    return none().withBeyond(List.of(beyond));
  }

  ObjectLimits and(ObjectLimits other) {
    if (isNone() || other.isNone()) {
      return isNone() ? other : this;
    }
    var both = new LinkedHashSet<>(required);
    both.addAll(other.required);
    return new ObjectLimits(
        Stream.concat(parts.stream(), other.parts.stream()).toList(),
        both,
        Math.max(least, other.least),
        Math.min(most, other.most),
        Stream.concat(names.stream(), other.names.stream()).toList(),
        Stream.concat(beyond.stream(), other.beyond.stream()).toList());
  }

  ObjectLimits withParts(List<Part> others) {
    return new ObjectLimits(others, required, least, most, names, beyond);
  }

  ObjectLimits withBeyond(List<Beyond> others) {
    return new ObjectLimits(parts, required, least, most, names, others);
  }

  boolean isNone() {
    return parts.isEmpty()
        && required.isEmpty()
        && least == 0
        && most == ENDLESS
        && names.isEmpty()
        && beyond.isEmpty();
  }

  boolean empty() {
    return least > most || required.size() > most;
  }

  /// Every name that is spoken of, in order.
  Set<String> declared() {
    var declared = new LinkedHashSet<String>();
    parts.forEach(part -> declared.addAll(part.properties.keySet()));
    declared.addAll(required);
    return declared;
  }

  /// The only names that members may have; absent if there may be others.
  Optional<Set<String>> only() {
    return parts.stream().filter(Part::closed).map(part -> part.properties.keySet()).findFirst();
  }

  /// What the member of a name must be.
  Set<Demand> member(String name) {
    var all = new LinkedHashSet<Demand>();
    for (var part : parts) {
      var known = Optional.ofNullable(part.properties.get(name));
      known.ifPresent(all::add);
      boolean patterned = false;
      for (var one : part.patterns) {
        if (Reading.derives(one.language, name)) {
          all.add(one.demand);
          patterned = true;
        }
      }
      if (known.isEmpty() && !patterned) {
        part.rest.ifPresent(all::add);
      }
    }
    return all;
  }

  /// What a member must be that no part knows by name and whose name is in these languages alone.
  Set<Demand> other(Set<String> patterns) {
    var all = new LinkedHashSet<Demand>();
    for (var part : parts) {
      var matching = part.patterns.stream().filter(one -> patterns.contains(one.pattern)).toList();
      matching.forEach(one -> all.add(one.demand));
      if (matching.isEmpty()) {
        part.rest.ifPresent(all::add);
      }
    }
    return all;
  }
}

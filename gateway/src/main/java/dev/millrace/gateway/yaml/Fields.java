package dev.millrace.gateway.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// A group of keys on its way into a record: each key is asked for by name and type, and what
/// cannot be given is remembered as a problem and given as absent. [#end] then reports the keys that
/// nobody asked for.
public final class Fields {
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

  private final Yaml.Group group;
  private final Problems problems;
  private final Set<String> asked = new LinkedHashSet<>();

  private Fields(Yaml.Group group, Problems problems) {
    this.group = group;
    this.problems = problems;
  }

  /// The keys of a value, which must be a group.
  public static Fields of(Yaml value, Problems problems) {
    return switch (value) {
      case Yaml.Group group -> new Fields(group, problems);
      case Yaml.Scalar(var place, _, var type) when type == Yaml.Type.EMPTY ->
          none(place, problems);
      case Yaml.Scalar _, Yaml.Items _ -> {
        problems.add(value.place(), "a group of keys is expected, not " + value.kind());
        yield none(value.place(), problems);
      }
    };
  }

  /// A group without keys.
  public static Fields none(Place place, Problems problems) {
    return new Fields(new Yaml.Group(place, Map.of()), problems);
  }

  /// Where the group begins.
  public Place place() {
    return group.place();
  }

  /// Where the value of a key begins; where the group does when the key is absent.
  public Place place(String key) {
    var entry = group.entries().get(key);
    return entry == null ? place() : entry.value().place();
  }

  /// Whether the key is there, whatever its value.
  public boolean has(String key) {
    return group.entries().containsKey(key);
  }

  /// Remembers a problem with the value of a key.
  public void problem(String key, String text) {
    problems.add(place(key), "`" + key + "` " + text);
  }

  /// A text, not blank.
  public Optional<String> text(String key) {
    return scalar(key)
        .filter(value -> is(key, value, "a text", Yaml.Type.TEXT))
        .flatMap(value -> notBlank(key, value));
  }

  /// A text that must be there.
  public Optional<String> required(String key) {
    if (!has(key)) {
      asked.add(key);
      problems.add(place(), "`" + key + "` is missing");
      return Optional.empty();
    }
    return text(key);
  }

  /// `true` or `false`.
  public Optional<Boolean> flag(String key) {
    return scalar(key)
        .filter(value -> is(key, value, "true or false", Yaml.Type.FLAG))
        .map(value -> Boolean.valueOf(value.text()));
  }

  /// A whole number in a range, both ends included.
  public OptionalLong whole(String key, long least, long most) {
    var number =
        scalar(key)
            .filter(value -> is(key, value, "a whole number", Yaml.Type.WHOLE))
            .map(value -> new BigDecimal(value.text()));
    if (number.isEmpty()) {
      return OptionalLong.empty();
    }
    if (outside(number.get(), BigDecimal.valueOf(least), BigDecimal.valueOf(most))) {
      problem(key, "must be " + least + " to " + most + ", not " + number.get());
      return OptionalLong.empty();
    }
    return OptionalLong.of(number.get().longValueExact());
  }

  /// A number, not negative, with at most `places` decimal places.
  public Optional<BigDecimal> decimal(String key, int places, long most) {
    var number =
        scalar(key)
            .filter(v -> is(key, v, "a number", Yaml.Type.WHOLE, Yaml.Type.DECIMAL))
            .flatMap(value -> finite(key, value));
    if (number.isPresent()
        && (outside(number.get(), BigDecimal.ZERO, BigDecimal.valueOf(most))
            || number.get().stripTrailingZeros().scale() > places)) {
      problem(key, "must be 0 to " + most + " with at most " + places + " decimal places");
      return Optional.empty();
    }
    return number;
  }

  /// A number, which may be negative; not beyond a million million.
  public OptionalDouble signed(String key) {
    var number =
        scalar(key)
            .filter(v -> is(key, v, "a number", Yaml.Type.WHOLE, Yaml.Type.DECIMAL))
            .flatMap(value -> finite(key, value));
    if (number.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (outside(number.get(), MOST.negate(), MOST)) {
      problem(key, "must be between -" + MOST.toPlainString() + " and " + MOST.toPlainString());
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(number.get().doubleValue());
  }

  /// A duration such as `30s`, in a range, both ends included.
  public Optional<Duration> duration(String key, Duration least, Duration most) {
    var text =
        scalar(key)
            .filter(value -> is(key, value, "a duration such as 30s", Yaml.Type.TEXT))
            .map(Yaml.Scalar::text);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var duration = Quantity.duration(text.get());
    if (duration.isEmpty()) {
      problem(key, "must be a duration such as 500ms, 30s or 5m, not `" + text.get() + "`");
      return Optional.empty();
    }
    if (duration.get().compareTo(least) < 0 || duration.get().compareTo(most) > 0) {
      problem(key, "must be " + Quantity.text(least) + " to " + Quantity.text(most));
      return Optional.empty();
    }
    return duration;
  }

  /// A size such as `20MB`, in bytes, of at least `least`.
  public OptionalLong bytes(String key, long least) {
    var text =
        scalar(key)
            .filter(value -> is(key, value, "a size such as 20MB", Yaml.Type.TEXT))
            .map(Yaml.Scalar::text);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    var size = Quantity.bytes(text.get());
    if (size.isEmpty()) {
      problem(key, "must be a size such as 512kB, 20MB or 4GiB, not `" + text.get() + "`");
      return OptionalLong.empty();
    }
    if (size.getAsLong() < least) {
      problem(key, "must be at least " + least + "B");
      return OptionalLong.empty();
    }
    return size;
  }

  /// The texts of a list, each with its place.
  public Map<Place, String> texts(String key) {
    var texts = new LinkedHashMap<Place, String>();
    for (Yaml item : list(key)) {
      if (item instanceof Yaml.Scalar(var place, var text, var type)
          && type == Yaml.Type.TEXT
          && !text.isBlank()) {
        texts.put(place, text);
      } else {
        problems.add(item.place(), "`" + key + "` must be a list of texts" + quoted(item));
      }
    }
    return texts;
  }

  /// A value of any kind, if it is there and not empty.
  public Optional<Yaml> any(String key) {
    return value(key)
        .filter(
            value -> !(value instanceof Yaml.Scalar(_, _, var type) && type == Yaml.Type.EMPTY));
  }

  /// A group inside this one; without keys when it is absent.
  public Fields group(String key) {
    return value(key).map(value -> of(value, problems)).orElseGet(() -> none(place(), problems));
  }

  /// A list of groups; empty when it is absent.
  public List<Fields> groups(String key) {
    var groups = new ArrayList<Fields>();
    list(key).forEach(item -> groups.add(of(item, problems)));
    return groups;
  }

  /// The groups of a group, by their key; empty when it is absent.
  public Map<String, Fields> named(String key) {
    var named = new LinkedHashMap<String, Fields>();
    var inner = group(key);
    inner.group.entries().forEach((name, entry) -> named.put(name, of(entry.value(), problems)));
    return named;
  }

  /// All keys of this group, each with a text, for keys that the reader cannot know.
  public Map<String, String> allTexts() {
    var texts = new LinkedHashMap<String, String>();
    group.entries().keySet().forEach(key -> text(key).ifPresent(text -> texts.put(key, text)));
    return texts;
  }

  /// All keys of this group, for readers that cannot know them.
  public Set<String> keys() {
    return Collections.unmodifiableSet(group.entries().keySet());
  }

  /// Reports every key that was never asked for.
  public void end() {
    group
        .entries()
        .forEach((key, entry) -> {
          if (!asked.contains(key)) {
            problems.add(entry.key(), "unknown key `" + key + "`" + Closest.hint(key, asked));
          }
        });
  }

  private Optional<Yaml> value(String key) {
    asked.add(key);
    return Optional.ofNullable(group.entries().get(key)).map(Yaml.Entry::value);
  }

  private Optional<Yaml.Scalar> scalar(String key) {
    return value(key)
        .flatMap(value -> {
          if (value instanceof Yaml.Scalar scalar) {
            return Optional.of(scalar);
          }
          problem(key, "must be a single value, not " + value.kind());
          return Optional.empty();
        });
  }

  private List<Yaml> list(String key) {
    var value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof Yaml.Items(_, var items)) {
      return items;
    }
    if (value.get() instanceof Yaml.Scalar(_, _, var type) && type == Yaml.Type.EMPTY) {
      return List.of();
    }
    problem(key, "must be a list, not " + value.get().kind());
    return List.of();
  }

  private boolean is(String key, Yaml.Scalar value, String wanted, Yaml.Type... types) {
    if (Set.of(types).contains(value.type())) {
      return true;
    }
    if (value.type() == Yaml.Type.EMPTY) {
      problem(key, "has no value; " + wanted + " is expected");
      return false;
    }
    boolean quotesHelp = wanted.equals("a text");
    problem(key, "must be " + wanted + ", not " + value.kind() + (quotesHelp ? quoted(value) : ""));
    return false;
  }

  private static String quoted(Yaml value) {
    return value instanceof Yaml.Scalar(_, var text, var type)
            && type != Yaml.Type.TEXT
            && type != Yaml.Type.EMPTY
        ? "; put it in quotes: \"" + text + "\""
        : "";
  }

  private Optional<String> notBlank(String key, Yaml.Scalar value) {
    if (value.text().isBlank()) {
      problem(key, "is empty");
      return Optional.empty();
    }
    return Optional.of(value.text());
  }

  private Optional<BigDecimal> finite(String key, Yaml.Scalar value) {
    try {
      return Optional.of(new BigDecimal(value.text()));
    } catch (NumberFormatException _) { // .inf and .nan are numbers to YAML
      problem(key, "must be a plain number, not " + value.text());
      return Optional.empty();
    }
  }

  private static boolean outside(BigDecimal value, BigDecimal least, BigDecimal most) {
    return value.compareTo(least) < 0 || value.compareTo(most) > 0;
  }
}

package dev.millrace.engine.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Filters of lists.
final class ListFilters {
  private final Budget budget;
  private final Filters filters;
  private final Sequences sequences;
  private final Members members;
  private final Operators operators;
  private final Tests tests;

  ListFilters(Budget budget, Filters filters) {
    this.budget = budget;
    this.filters = filters;
    this.sequences = new Sequences(budget);
    this.members = new Members(budget);
    this.operators = new Operators(budget);
    this.tests = new Tests(budget);
  }

  Value apply(String name, Value value, Given given) {
    return switch (name) {
      case "first" -> first(sequences.items(value));
      case "last" -> first(sequences.items(value).reversed());
      case "list" -> Value.items(sequences.items(value));
      case "join" -> joined(value, given);
      case "map" -> mapped(sequences.items(value), given);
      case "select" -> picked(value, test(given, UnaryOperator.identity()), true);
      case "reject" -> picked(value, test(given, UnaryOperator.identity()), false);
      case "selectattr" -> picked(value, attributeTest(given), true);
      case "rejectattr" -> picked(value, attributeTest(given), false);
      case "unique" -> unique(sequences.items(value), given);
      case "groupby" -> grouped(sequences.items(value), given);
      case "batch" -> batches(sequences.items(value), given);
      case "slice" -> columns(sequences.items(value), given);
      case "reverse" -> reversed(value);
      case "sort" -> sorted(sequences.items(value), given);
      case "dictsort" -> dictionarySorted(value, given);
      case "sum" -> sum(sequences.items(value), given);
      case "min" -> first(sorted(sequences.items(value), given).values());
      case "max" -> first(sorted(sequences.items(value), given).values().reversed());
      default -> throw new TemplateError("the filter '" + name + "' is unknown");
    };
  }

  private static Value first(List<Value> items) {
    return items.isEmpty() ? new Value.Undefined("item of an empty list") : items.getFirst();
  }

  private Value joined(Value value, Given given) {
    Text between = filters.text(given.get(0, "d").orElse(Text.EMPTY));
    List<Value> items = sequences.items(value);
    Value attribute = given.get(1, "attribute").orElse(new Value.None());
    List<Value> texts =
        attribute instanceof Text path ? items.stream().map(at -> path(at, path)).toList() : items;
    return new TextMethods(budget).joined(between, texts);
  }

  private Value mapped(List<Value> items, Given given) {
    Value attribute = given.get(Integer.MAX_VALUE, "attribute").orElse(new Value.None());
    if (attribute instanceof Text path) {
      Value otherwise = given.get(Integer.MAX_VALUE, "default").orElse(new Value.None());
      boolean replaces = given.named().containsKey("default");
      return Value.items(
          items.stream()
              .map(item -> path(item, path))
              .map(found -> replaces && found instanceof Value.Undefined ? otherwise : found)
              .toList());
    }
    String filter = given.text(0, "filter").plain();
    Given rest = given.after(1);
    return Value.items(items.stream().map(item -> filters.apply(filter, item, rest)).toList());
  }

  /// `a.b.0`: attribute after attribute.
  private Value path(Value item, Text path) {
    Value found = item;
    for (var step : path.plain().split("\\.", -1)) {
      boolean numbered = step.matches("[0-9]{1,9}");
      found =
          numbered
              ? members.item(found, Value.of(Long.parseLong(step)))
              : members.item(found, Text.trusted(step));
    }
    return found;
  }

  private Predicate<Value> attributeTest(Given given) {
    Text path = given.text(0, "attribute");
    return test(given.after(1), item -> path(item, path));
  }

  private Predicate<Value> test(Given given, UnaryOperator<Value> view) {
    if (given.positional().isEmpty()) {
      return item -> view.apply(item).truth();
    }
    String name = given.text(0, "test").plain();
    Given rest = given.after(1);
    return item -> tests.holds(name, view.apply(item), rest);
  }

  private Value picked(Value value, Predicate<Value> test, boolean wanted) {
    return Value.items(
        sequences.items(value).stream().filter(item -> test.test(item) == wanted).toList());
  }

  private Value unique(List<Value> items, Given given) {
    UnaryOperator<Value> view = view(given.get(1, "attribute").orElse(new Value.None()));
    var unique = new ArrayList<Value>();
    for (var item : items) {
      if (unique.stream().noneMatch(seen -> same(view.apply(seen), view.apply(item), given))) {
        unique.add(item);
      }
    }
    return new Value.Items(unique);
  }

  private boolean same(Value one, Value two, Given given) {
    boolean texts = one instanceof Text && two instanceof Text;
    return texts ? compare(one, two, given.named()) == 0 : operators.equal(one, two);
  }

  private UnaryOperator<Value> view(Value attribute) {
    return attribute instanceof Text path ? item -> path(item, path) : UnaryOperator.identity();
  }

  /// Pairs of what items have in common and those items.
  private Value grouped(List<Value> items, Given given) {
    Value attribute = given.need(0, "attribute");
    var sorted = sorted(items, new Given(List.of(), Map.of("attribute", attribute))).values();
    var groups = new ArrayList<Value>();
    var group = new ArrayList<Value>();
    for (int at = 0; at < sorted.size(); at++) {
      group.add(sorted.get(at));
      Value key = view(attribute).apply(sorted.get(at));
      boolean last = at + 1 == sorted.size();
      if (last || !same(key, view(attribute).apply(sorted.get(at + 1)), given)) {
        groups.add(
            Value.items(List.of(view(attribute).apply(group.getFirst()), Value.items(group))));
        group.clear();
      }
    }
    return new Value.Items(groups);
  }

  private Value batches(List<Value> items, Given given) {
    int size = Math.clamp(given.integer(0, "linecount", 1), 1, Integer.MAX_VALUE);
    var batches = new ArrayList<Value>();
    for (int from = 0; from < items.size(); from = Math.addExact(from, size)) {
      var batch =
          new ArrayList<>(items.subList(from, (int) Math.min(items.size(), (long) from + size)));
      given.get(1, "fill_with").ifPresent(filler -> fill(batch, size, filler));
      batches.add(new Value.Items(batch));
      if (size >= items.size()) {
        break;
      }
    }
    return new Value.Items(batches);
  }

  private void fill(List<Value> batch, int size, Value filler) {
    budget.steps(size);
    while (batch.size() < size) {
      batch.add(filler);
    }
  }

  private Value columns(List<Value> items, Given given) {
    int count = Math.clamp(given.integer(0, "slices", 1), 1, Integer.MAX_VALUE);
    budget.steps(count);
    int least = items.size() / count;
    int longer = items.size() % count;
    var columns = new ArrayList<Value>();
    int from = 0;
    for (int at = 0; at < count; at++) {
      int to = from + least + (at < longer ? 1 : 0);
      var column = new ArrayList<>(items.subList(from, to));
      if (longer > 0 && at >= longer) {
        given.get(1, "fill_with").ifPresent(column::add);
      }
      columns.add(new Value.Items(column));
      from = to;
    }
    return new Value.Items(columns);
  }

  private Value reversed(Value value) {
    var items = new ArrayList<>(sequences.items(value));
    Collections.reverse(items);
    return value instanceof Text
        ? Text.joined(items.stream().map(Text.class::cast).toList())
        : new Value.Items(items);
  }

  private Value.Items sorted(List<Value> items, Given given) {
    Value attribute = given.get(Integer.MAX_VALUE, "attribute").orElse(new Value.None());
    UnaryOperator<Value> view = view(attribute);
    Comparator<Value> order =
        (one, two) -> compare(view.apply(one), view.apply(two), given.named());
    var sorted = new ArrayList<>(items);
    sorted.sort(given.truth(0, "reverse") ? order.reversed() : order);
    return new Value.Items(sorted);
  }

  private int compare(Value one, Value two, Map<String, Value> named) {
    budget.step();
    boolean cased = named.getOrDefault("case_sensitive", new Value.Bool(false)).truth();
    if (!cased && one instanceof Text first && two instanceof Text second) {
      budget.look(4 * (first.length() / 4 + second.length() / 4));
      String left = first.plain().toLowerCase(Locale.ROOT);
      return left.compareTo(second.plain().toLowerCase(Locale.ROOT));
    }
    return operators.compare(one, two);
  }

  private Value dictionarySorted(Value value, Given given) {
    if (!(value instanceof Value.Fields(var values))) {
      throw new TemplateError(value.kind() + " is no mapping");
    }
    var named = new LinkedHashMap<>(given.named());
    boolean byValue =
        named.getOrDefault("by", Text.EMPTY) instanceof Text by && by.plain().equals("value");
    Comparator<Value> order =
        (one, two) ->
            compare(
                members.item(one, Value.of(byValue ? 1L : 0L)),
                members.item(two, Value.of(byValue ? 1L : 0L)),
                named);
    var pairs = new ArrayList<>(members.pairs(values).values());
    pairs.sort(
        named.getOrDefault("reverse", new Value.Bool(false)).truth() ? order.reversed() : order);
    return new Value.Items(pairs);
  }

  private Value sum(List<Value> items, Given given) {
    Value attribute = given.get(0, "attribute").orElse(new Value.None());
    Value sum = given.get(1, "start").orElse(Value.of(0L));
    for (var item : items) {
      Value one = attribute instanceof Text path ? path(item, path) : item;
      sum = operators.apply(Expression.Operator.ADD, sum, one);
    }
    return sum;
  }
}

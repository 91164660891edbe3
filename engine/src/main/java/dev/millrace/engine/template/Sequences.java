package dev.millrace.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Items and slices of lists and strings, counted as Python counts: from 0, from the end when
/// negative, and a character outside the basic plane as one.
final class Sequences {
  private final Budget budget;

  Sequences(Budget budget) {
    this.budget = budget;
  }

  /// The item at an index, or what is undefined.
  Value at(Value sequence, long index) {
    return switch (sequence) {
      case Value.Items(var values) -> {
        long at = index < 0 ? index + values.size() : index;
        boolean there = at >= 0 && at < values.size();
        yield there ? values.get((int) at) : new Value.Undefined("item " + index);
      }
      case Text text -> {
        int length = length(text);
        long at = index < 0 ? index + length : index;
        boolean there = at >= 0 && at < length;
        yield there ? part(text, (int) at, (int) at + 1) : new Value.Undefined("item " + index);
      }
      case Value other -> throw new TemplateError(other.kind() + " has no items by number");
    };
  }

  /// `sequence[from:to:step]`.
  Value slice(Value sequence, Optional<Long> from, Optional<Long> to, long step) {
    if (step == 0) {
      throw new TemplateError("the step of a slice cannot be 0");
    }
    int length = size(sequence);
    long first = bound(from, step > 0 ? 0 : length - 1, length, step);
    long last = bound(to, step > 0 ? length : -1, length, step);
    if (step == 1) {
      return straight(sequence, (int) first, (int) Math.max(first, last));
    }
    var picked = new ArrayList<Value>();
    for (long at = first; step > 0 ? at < last : at > last; at += step) {
      budget.step();
      picked.add(at(sequence, at));
    }
    if (!(sequence instanceof Text)) {
      return new Value.Items(picked);
    }
    return budget.made(Text.joined(picked.stream().map(Text.class::cast).toList()));
  }

  private Value straight(Value sequence, int from, int to) {
    return switch (sequence) {
      case Value.Items(var values) -> {
        budget.steps(to - from);
        yield Value.items(values.subList(from, to));
      }
      case Text text -> part(text, from, to);
      case Value other -> other;
    };
  }

  /// Characters of a text, counted in code points.
  Text part(Text text, int from, int to) {
    String plain = text.plain();
    budget.characters(to - from);
    budget.look(to);
    int first = plain.offsetByCodePoints(0, from);
    return budget.slice(text, first, plain.offsetByCodePoints(first, to - from));
  }

  /// Code points of a text, items of anything else.
  int size(Value value) {
    return switch (value) {
      case Text text -> length(text);
      case Value.Items(var values) -> values.size();
      case Value.Fields(var values) -> values.size();
      case Value.Undefined _ -> 0;
      case Value other -> throw new TemplateError(other.kind() + " has no length");
    };
  }

  /// What a `for` goes through.
  List<Value> items(Value value) {
    List<Value> items =
        switch (value) {
          case Value.Items(var values) -> values;
          case Value.Fields(var values) -> List.copyOf(values.keySet());
          case Value.Undefined _ -> List.of();
          case Text text -> characters(text);
          case Value other -> throw new TemplateError("cannot go through " + other.kind());
        };
    budget.steps(items.size());
    return items;
  }

  private List<Value> characters(Text text) {
    budget.steps(text.length());
    String plain = text.plain();
    var characters = new ArrayList<Value>();
    for (int at = 0; at < plain.length(); ) {
      int next = plain.offsetByCodePoints(at, 1);
      characters.add(budget.slice(text, at, next));
      at = next;
    }
    return characters;
  }

  private int length(Text text) {
    budget.look(text.length());
    return text.plain().codePointCount(0, text.length());
  }

  private static long bound(Optional<Long> given, long otherwise, int length, long step) {
    if (given.isEmpty()) {
      return otherwise;
    }
    long at = given.get() < 0 ? given.get() + length : given.get();
    return step > 0 ? Math.clamp(at, 0, length) : Math.clamp(at, -1, length - 1);
  }
}

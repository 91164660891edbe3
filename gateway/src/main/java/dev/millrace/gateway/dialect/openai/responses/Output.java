package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The items of somebody else's output as the parts of one choice, one after the other: what comes of
/// an item before those that began earlier are whole waits. Not thread-safe.
final class Output {
  /// The only choice there is.
  static final int CHOICE = 0;

  private static final int MOST = 100_000;
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");

  private final String provider;
  private final UsageReader usage;
  private final Map<Integer, Item> byIndex = new TreeMap<>();
  private final List<Item> items = new ArrayList<>();
  private final Set<String> calls = new HashSet<>();
  private String answer = "";
  private int told;
  private int parts;
  private int last;

  Output(String provider, UsageReader usage) {
    this.provider = provider;
    this.usage = usage;
  }

  /// Whether tools were called.
  boolean calls() {
    return !calls.isEmpty();
  }

  /// What the answer is called.
  void named(String id) {
    answer = UNSAFE.matcher(id).replaceAll("");
  }

  /// Takes an event of an item; one that is of no item is passed over.
  void take(String type, Members event, Consumer<? super Event> out) {
    boolean whole = type.equals("response.output_item.done");
    if (whole || type.equals("response.output_item.added")) {
      item(at(event), event.need("item").object(), whole);
    } else if (event.find("output_index").isPresent() || event.find("item_id").isPresent()) {
      grown(at(event), type, event);
    }
    tell(out);
  }

  /// Nothing more comes.
  ///
  /// @param all items of the answer, if they were told once more
  void end(Optional<List<Value>> all, Consumer<? super Event> out) {
    boolean streamed = !items.isEmpty();
    int at = 0;
    for (var value : all.orElse(List.of())) {
      var item = value.object();
      if (!streamed) {
        item(at++, item, true);
      } else {
        open(item).ifPresent(open -> open.end(item));
      }
    }
    items.stream().filter(item -> !item.whole).forEach(item -> item.end(nothing()));
    tell(out);
  }

  private static Members nothing() {
    return Members.of(new Json.Fields(Map.of()));
  }

  private int at(Members event) {
    last = event.wholeNumber("output_index", 0, MOST).orElse(last);
    return last;
  }

  /// An item that is not whole yet, by its id.
  private Optional<Item> open(Members told) {
    String id = told.text("id").orElse("");
    return items.stream()
        .filter(item -> !item.whole && !id.isEmpty() && item.id.equals(id))
        .findFirst();
  }

  private void item(int at, Members given, boolean whole) {
    var item = byIndex.get(at);
    if (item == null || (item.whole && !whole)) { // some number all items alike
      item = add(at, growing(given.text("type").orElse("")));
      item.id = given.text("id").orElse("");
      if (item.growing instanceof GrowingCall call) {
        call.announced(given, item.pieces::add);
      }
    }
    if (whole && !item.whole) {
      item.end(given);
    }
  }

  private void grown(int at, String type, Members event) {
    var item = byIndex.get(at);
    if (item == null) {
      item = add(at, growing(kind(type)));
    }
    if (!item.whole) {
      item.growing.take(type, event, item.pieces::add);
    }
  }

  private Item add(int at, Growing growing) {
    var item = new Item(growing);
    byIndex.put(at, item);
    items.add(item);
    return item;
  }

  /// The type of the item that an event is of, for servers that do not announce items.
  private static String kind(String event) {
    if (event.startsWith("response.output_text.") || event.startsWith("response.refusal.")) {
      return "message";
    }
    if (event.startsWith("response.reasoning")) {
      return "reasoning";
    }
    return event.startsWith("response.function_call_arguments.") ? "function_call" : "";
  }

  private Growing growing(String type) {
    return switch (type) {
      case "message" -> new GrowingMessage();
      case "reasoning" -> new GrowingThought();
      case "function_call", "custom_tool_call" -> new GrowingCall(provider, this::unique);
      default -> new Foreign();
    };
  }

  /// Answers to calls are found by their ids.
  private String unique(String id) {
    String own = id.isEmpty() || calls.contains(id) ? "call_" + answer + "_" + calls.size() : id;
    calls.add(own);
    return own;
  }

  private void tell(Consumer<? super Event> out) {
    while (told < items.size()) {
      var item = items.get(told);
      for (var piece = item.pieces.poll(); piece != null; piece = item.pieces.poll()) {
        out.accept(event(piece));
      }
      if (!item.whole) {
        return;
      }
      told++;
    }
  }

  private Event event(Piece piece) {
    return switch (piece) {
      case Piece.Begin(Part part) -> new Event.Began(CHOICE, parts, part);
      case Piece.Grow(var text, var logprobs) -> {
        usage.saw(text);
        yield new Event.Grew(CHOICE, parts, text, logprobs);
      }
      case Piece.Sign(var signature) -> new Event.Signed(CHOICE, parts, signature);
      case Piece.Cite(var source) -> new Event.Cited(CHOICE, source);
      case Piece.End _ -> new Event.Ended(CHOICE, parts++);
    };
  }

  private static final class Item {
    private final Growing growing;
    private final Queue<Piece> pieces = new ArrayDeque<>();
    private String id = "";
    private boolean whole;

    Item(Growing growing) {
      this.growing = growing;
    }

    void end(Members item) {
      whole = true;
      growing.end(item, pieces::add);
    }
  }

  /// An item that means nothing here, as what OpenAI's own tools have done.
  private record Foreign() implements Growing {
    @Override
    public void take(String type, Members event, Consumer<Piece> out) {}

    @Override
    public void end(Members item, Consumer<Piece> out) {}
  }
}

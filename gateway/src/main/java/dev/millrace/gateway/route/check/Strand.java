package dev.millrace.gateway.route.check;

import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One choice of an answer that is checked: passes on what obeys, or keeps it until all of it does.
final class Strand {
  private final int number;
  private final Checks checks;
  private final Consumer<Event> out;
  private final boolean holding;
  private final List<Event> held = new ArrayList<>();
  private final Map<Integer, Piece> pieces = new HashMap<>();
  private Optional<Reading> reading;
  private Optional<Piece.Call> doubtful = Optional.empty();
  private Optional<Violation> violation = Optional.empty();
  private OptionalInt text = OptionalInt.empty();
  private StringBuilder raw = new StringBuilder();
  private String owed = ""; // what must come next, and is told as soon as somebody goes on
  private Optional<Supplier<Optional<Request>>> resort = Optional.empty();
  private int next;
  private int calls;
  private int repairs;
  private boolean refused;
  private boolean told;
  private boolean stopped;

  /// @param out where what obeys goes
  Strand(int number, Checks checks, boolean holding, Consumer<Event> out) {
    this.number = number;
    this.checks = checks;
    this.holding = holding;
    this.out = out;
    this.reading = checks.bond().map(bond -> new Reading(bond, holding));
  }

  /// What was wrong, if anything was.
  Optional<Violation> violation() {
    return violation;
  }

  /// Whether its upstream has said its last word.
  boolean stopped() {
    return stopped;
  }

  /// Whether nothing is told of it yet.
  boolean holds() {
    return holding;
  }

  /// How often it was mended.
  int repairs() {
    return repairs;
  }

  /// The next event of this choice, whatever its number there.
  void on(Event event) {
    if (violation.isPresent()) {
      stopped |= event instanceof Event.Stopped;
      return;
    }
    speak(owed, List.of());
    owed = "";
    switch (event) {
      case Event.Began(_, var index, var part) -> began(index, part);
      case Event.Grew(_, var index, var delta, var logprobs) -> grew(index, delta, logprobs);
      case Event.Signed(_, var index, var signature) -> signed(index, signature);
      case Event.Ended(_, var index) -> ended(index);
      case Event.Stopped(_, var stop) -> stopped(stop);
      case Event.Prompted(_, var prompt) -> emit(new Event.Prompted(number, prompt));
      case Event.Sampled(_, var tokens) -> emit(new Event.Sampled(number, tokens));
      case Event.Cited(_, Json source) -> emit(new Event.Cited(number, source));
      case Event.Opened _, Event.Metered _, Event.Closed _ -> {}
    }
  }

  /// What is to be asked so that it may yet be right; absent if nothing can be.
  Optional<Request> mend(Request request) {
    var wrong = violation;
    if (wrong.isEmpty() || repairs == checks.repairs()) {
      return Optional.empty();
    }
    boolean goes = !wrong.get().inCall() && calls == 0 && checks.continues(request.prompt());
    String forced = goes ? reading.map(Reading::forced).orElse("") : "";
    String said = goes ? reading.map(Reading::said).orElse("") : "";
    String before = raw.toString();
    if (said.isBlank()) {
      return again(request, before, wrong.get());
    }
    renew(checks.bond().map(bond -> Reading.after(bond, holding, said)));
    owed = forced;
    resort = Optional.of(() -> again(request, before, wrong.get()));
    return Optional.of(new Repairs(request).continued(said));
  }

  /// What else is to be asked when the upstream will not go on; absent if nothing can be.
  Optional<Request> resort() {
    return resort.flatMap(Supplier::get);
  }

  private Optional<Request> again(Request request, String before, Violation wrong) {
    if (told) {
      return Optional.empty();
    }
    held.clear();
    next = holding ? 0 : next;
    text = OptionalInt.empty();
    calls = 0;
    renew(checks.bond().map(bond -> new Reading(bond, holding)));
    return Optional.of(new Repairs(request).again(before, wrong));
  }

  private void renew(Optional<Reading> other) {
    reading = other;
    repairs++;
    pieces.clear();
    doubtful = Optional.empty();
    violation = Optional.empty();
    raw = new StringBuilder();
    owed = "";
    resort = Optional.empty();
    refused = false;
    stopped = false;
  }

  private void began(int index, Part part) {
    if (doubtful.isPresent()) {
      wrong(doubtful.get());
      return;
    }
    pieces.put(index, piece(part));
    if (pieces.get(index) instanceof Piece.Open(var place)) {
      close();
      emit(new Event.Began(number, place, part));
    }
  }

  private Piece piece(Part part) {
    return switch (part) {
      case Part.Text _ when reading.isPresent() -> new Piece.Checked();
      case Part.ToolCall call -> call(call);
      case Part.Refusal _ -> {
        refused = true;
        yield new Piece.Open(next++);
      }
      case Part.Text _,
          Part.Thought _,
          Part.Withheld _,
          Part.ToolResult _,
          Part.Attachment _,
          Part.CachePoint _ ->
          new Piece.Open(next++);
    };
  }

  private Piece call(Part.ToolCall call) {
    calls++;
    if (checks.serial() && calls > 1) {
      return new Piece.Dropped();
    }
    return Optional.ofNullable(checks.tools().get(call.name()))
        .<Piece>map(bond -> new Piece.Call(call, bond))
        .orElseGet(() -> new Piece.Open(next++));
  }

  private void grew(int index, String delta, List<TokenLogprob> logprobs) {
    switch (pieces.getOrDefault(index, new Piece.Dropped())) {
      case Piece.Open(var place) -> {
        emit(new Event.Grew(number, place, delta, logprobs));
      }
      case Piece.Checked _ -> read(delta, logprobs);
      case Piece.Call call -> call.grow(delta);
      case Piece.Dropped _ -> {}
    }
  }

  private void read(String delta, List<TokenLogprob> logprobs) {
    raw.append(delta);
    var checking = reading.orElseThrow();
    String right = checking.read(delta);
    speak(right, right.equals(delta) ? logprobs : List.of());
    if (checking.broken()) {
      violate(checking.complaint());
    }
  }

  private void violate(String what) {
    String field = checks.bond().map(bond -> bond.constraint().field()).orElse("");
    violation = Optional.of(new Violation(field, what, false));
  }

  private void speak(String words, List<TokenLogprob> logprobs) {
    if (words.isEmpty()) {
      return;
    }
    if (text.isEmpty()) {
      text = OptionalInt.of(next++);
      emit(new Event.Began(number, text.getAsInt(), new Part.Text("")));
    }
    emit(new Event.Grew(number, text.getAsInt(), words, logprobs));
  }

  private void signed(int index, Part.Signature signature) {
    switch (pieces.getOrDefault(index, new Piece.Dropped())) {
      case Piece.Open(var place) -> emit(new Event.Signed(number, place, signature));
      case Piece.Call call -> call.sign(signature);
      case Piece.Checked _, Piece.Dropped _ -> {}
    }
  }

  private void ended(int index) {
    switch (pieces.getOrDefault(index, new Piece.Dropped())) {
      case Piece.Open(var place) -> emit(new Event.Ended(number, place));
      case Piece.Call call ->
          call.right()
              .ifPresentOrElse(
                  arguments -> tell(call, arguments), () -> doubtful = Optional.of(call));
      case Piece.Checked _, Piece.Dropped _ -> {}
    }
  }

  private void tell(Piece.Call call, String arguments) {
    close();
    call.events(number, next++, arguments).forEach(this::emit);
  }

  private void wrong(Piece.Call call) {
    violation = Optional.of(call.violation());
  }

  /// The text part ends when something else begins, for who goes on with it goes on with this part.
  private void close() {
    text.ifPresent(place -> emit(new Event.Ended(number, place)));
    text = OptionalInt.empty();
  }

  private void stopped(Stop stop) {
    stopped = true;
    boolean byItself = stop instanceof Stop.Ended || stop instanceof Stop.ToolCalls;
    if (byItself && doubtful.isPresent()) {
      wrong(doubtful.get());
      return;
    }
    doubtful.ifPresent(call -> tell(call, call.arguments()));
    if (byItself && calls == 0 && !refused) {
      reading
          .filter(checking -> checking.whole().isEmpty())
          .ifPresent(checking -> violate(checking.complaint()));
    }
    if (violation.isPresent()) {
      return;
    }
    reading.filter(Reading::loose).ifPresent(this::respell);
    close();
    emit(new Event.Stopped(number, stop));
    held.forEach(this::pass);
    held.clear();
  }

  /// Held back until now: the text is told in one piece, in its other spelling.
  private void respell(Reading checking) {
    String words = checking.whole().orElseGet(checking::gathered);
    held.removeIf(event ->
        event instanceof Event.Grew(_, var index, _, _)
            && text.isPresent()
            && index == text.getAsInt());
    speak(words, List.of());
  }

  private void emit(Event event) {
    if (holding) {
      held.add(event);
    } else {
      pass(event);
    }
  }

  private void pass(Event event) {
    told |= event instanceof Event.Grew;
    out.accept(event);
  }
}

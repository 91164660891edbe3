package dev.millrace.gateway.route.check;

import dev.millrace.llm.Event;
import dev.millrace.llm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What becomes of a part of an answer that is checked.
sealed interface Piece {
  /// It is passed on as it comes.
  ///
  /// @param place its index there
  record Open(int place) implements Piece {}

  /// It is text, and read.
  record Checked() implements Piece {}

  /// Nobody hears of it.
  record Dropped() implements Piece {}

  /// A call that is held back until its arguments are whole, and right.
  final class Call implements Piece {
    private final Part.ToolCall call;
    private final Bond bond;
    private final StringBuilder arguments;
    private Optional<Part.Signature> signature = Optional.empty();

    /// @param call as it began
    Call(Part.ToolCall call, Bond bond) {
      this.call = call;
      this.bond = bond;
      this.arguments = new StringBuilder(call.arguments());
    }

    void grow(String more) {
      arguments.append(more);
    }

    void sign(Part.Signature by) {
      signature = Optional.of(by);
    }

    /// As the model wrote them.
    String arguments() {
      return arguments.toString();
    }

    /// The arguments as they are to be told; absent if they are wrong. None at all are an empty
    /// object.
    Optional<String> right() {
      String said = arguments.isEmpty() ? "{}" : arguments.toString();
      return bond.holds(said) ? Optional.of(said) : bond.respelled(said);
    }

    Violation violation() {
      String what =
          "the arguments of the call of " + call.name() + " are not valid under its schema";
      return new Violation(bond.constraint().field(), what, true);
    }

    /// The call, told in one go.
    List<Event> events(int choice, int index, String told) {
      var events = new ArrayList<Event>();
      events.add(new Event.Began(choice, index, call.emptied()));
      events.add(new Event.Grew(choice, index, told, List.of()));
      signature.ifPresent(by -> events.add(new Event.Signed(choice, index, by)));
      events.add(new Event.Ended(choice, index));
      return events;
    }
  }
}

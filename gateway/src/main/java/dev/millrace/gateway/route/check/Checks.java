package dev.millrace.gateway.route.check;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Tool;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the answers to a request are held to here, as their upstream does not.
///
/// @param bond what texts are held to
/// @param tools what arguments of calls are held to, by the tool's name
/// @param serial whether no more than the first call of an answer is passed on
/// @param repairs how often an answer may be mended
/// @param means what the upstream can be asked for
public record Checks(
    Optional<Bond> bond, Map<String, Bond> tools, boolean serial, int repairs, Means means) {
  public Checks {
    tools = Map.copyOf(tools);
  }

  /// What is demanded by the request and not seen to by those means.
  public static Checks of(Request request, Means means, Languages languages, int repairs) {
    var bond =
        request
            .constraint()
            .filter(constraint -> !means.shapes().contains(shape(constraint.form())))
            .map(constraint -> new Bond(constraint, languages));
    var tools = new HashMap<String, Bond>();
    if (!means.has(Ask.STRICT_TOOLS)) {
      for (var tool : request.tools().callable()) {
        if (tool.strict()) {
          tools.put(tool.name(), bond(tool, languages));
        }
      }
    }
    boolean serial =
        !request.tools().parallel()
            && !request.tools().callable().isEmpty()
            && !means.has(Ask.SERIAL_CALLS);
    return new Checks(bond, tools, serial, repairs, means);
  }

  private static Bond bond(Tool tool, Languages languages) {
    var schema = new Constraint.Schema(tool.parameters());
    var constraint = new Constraint("tools." + tool.name() + ".parameters", schema);
    return new Bond(constraint, languages);
  }

  /// Which shape a form is of.
  public static Means.Shape shape(Constraint.Form form) {
    return switch (form) {
      case Constraint.JsonObject _ -> Means.Shape.OBJECT;
      case Constraint.Schema _ -> Means.Shape.SCHEMA;
      case Constraint.Regex _ -> Means.Shape.REGEX;
      case Constraint.Choice _ -> Means.Shape.CHOICE;
      case Constraint.Grammar _ -> Means.Shape.GRAMMAR;
      case Constraint.Literal _,
          Constraint.Marker _,
          Constraint.AnyText _,
          Constraint.Sequence _,
          Constraint.Either _,
          Constraint.Repeated _ ->
          Means.Shape.STRUCTURE;
    };
  }

  /// Whether all forms are known, so that nobody waits for them.
  public boolean ready() {
    return bonds().allMatch(Bond::isKnown);
  }

  /// Finds out what the forms are, which takes a while.
  ///
  /// @throws Refused if one cannot be enforced; it says where
  public void prepare() {
    bonds().forEach(Bond::language);
  }

  private Stream<Bond> bonds() {
    return Stream.concat(bond.stream(), tools.values().stream());
  }

  /// Whether there is nothing to see to.
  public boolean idle() {
    return bond.isEmpty() && tools.isEmpty() && !serial;
  }

  /// Whether an answer to this prompt can be gone on with.
  boolean continues(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Conversation _ -> means.has(Ask.PREFILL);
      case Prompt.Text _ -> true;
      case Prompt.Tokens _ -> false;
    };
  }

  /// Whether an answer is held back until it is whole, as it can only be mended by another.
  boolean holds(Prompt prompt) {
    boolean checked = bond.isPresent() || !tools.isEmpty();
    return repairs > 0 && checked && (!tools.isEmpty() || !continues(prompt));
  }
}

package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Event;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// An answer as far as its client knows it, so that somebody else can go on with it when it breaks
/// off. That can be done with plain words alone: not
///
/// - inside a call of a tool or after one, as no protocol takes half a call, and a turn ends with its
///   calls;
/// - inside a thought, which no protocol lets others think on, nor after a signature, which would be
///   of words that its maker did not say;
/// - under a constraint, or where a call is demanded: the state of either would be lost;
/// - for several choices, or with log probabilities or sources, which are told of a whole answer;
/// - after the model has stopped.
final class Unfinished {
  private final StringBuilder words = new StringBuilder();
  private final List<Integer> tokens = new ArrayList<>();
  private final List<Integer> unspoken = new ArrayList<>(); // tokens whose words were not told yet
  private boolean plain = true;
  private boolean thought;
  private int index = -1;
  private boolean open;
  private boolean speaking;

  /// Whether anybody could ever go on with an answer to that.
  static boolean possible(List<Request> requests) {
    var request = requests.getFirst();
    return requests.size() == 1
        && request.bounds().choices() == 1
        && request.constraint().isEmpty()
        && !(request.tools().choice() instanceof Tools.Required)
        && !(request.tools().choice() instanceof Tools.Named)
        && request.detail().logprobs().isEmpty()
        && !request.detail().prompt();
  }

  /// The client is told this.
  void add(Event event) {
    switch (event) {
      case Event.Sampled(_, var ids) -> unspoken.addAll(ids);
      case Event.Began(_, var part, var kind) -> began(part, kind);
      case Event.Grew(_, _, var delta, _) -> grew(delta);
      case Event.Ended _ -> open = false;
      case Event.Signed _, Event.Cited _, Event.Prompted _, Event.Stopped _ -> plain = false;
      case Event.Opened _, Event.Metered _, Event.Closed _ -> {}
    }
  }

  private void began(int part, Part kind) {
    index = part;
    open = true;
    speaking = kind instanceof Part.Text;
    thought |= kind instanceof Part.Thought;
    plain &= speaking || kind instanceof Part.Thought;
  }

  private void grew(String delta) {
    if (speaking) {
      words.append(delta);
      tokens.addAll(unspoken);
      unspoken.clear();
    }
  }

  /// Who tells the client what is said in addition.
  Splice splice() {
    return new Splice(index, open);
  }

  /// An attempt that goes on with it; none where that cannot be.
  ///
  /// @param spent tokens of the answer so far
  Optional<Plan.Try> continued(Plan.Try next, Manner manner, int spent) {
    if (!plain || !speaking || words.isEmpty()) {
      return Optional.empty();
    }
    var request = next.requests().getFirst();
    return bounds(request.bounds(), spent)
        .flatMap(bounds -> rest(next, manner).map(rest -> rest.withBounds(bounds)))
        .map(rest -> next.withRequests(List.of(rest)));
  }

  private static Optional<Bounds> bounds(Bounds old, int spent) {
    var most = old.maxTokens();
    if (most.isPresent() && most.getAsInt() <= spent) {
      return Optional.empty();
    }
    return Optional.of(
        new Bounds(
            most.isPresent() ? OptionalInt.of(most.getAsInt() - spent) : most,
            Math.max(0, old.minTokens() - spent),
            old.stop(),
            old.stopTokens(),
            old.pastEnd(),
            1));
  }

  private Optional<Request> rest(Plan.Try next, Manner manner) {
    var request = next.requests().getFirst();
    return switch (request.prompt()) {
      case Prompt.Conversation conversation -> prefilled(next, manner, conversation);
      case Prompt.Text(var text) ->
          manner.continuation().prefills() && next.place().means().has(Ask.TEXT_PROMPTS)
              ? Optional.of(request.withPrompt(new Prompt.Text(text + words)))
              : Optional.empty();
      case Prompt.Tokens(var ids) -> tokens(next, manner, ids);
    };
  }

  /// Whoever thought has done so; nobody is to think again in the middle of a sentence.
  private Optional<Request> prefilled(
      Plan.Try next, Manner manner, Prompt.Conversation conversation) {
    var request = next.requests().getFirst();
    var means = next.place().means();
    boolean thinks = thought || request.reasoning().on();
    if (!manner.continuation().prefills()
        || !means.has(Ask.PREFILL)
        || (thinks && !means.thinking().stops())) {
      return Optional.empty();
    }
    var rendering = conversation.rendering();
    var going = new Rendering(rendering.template(), rendering.variables(), false, true);
    var prompt = new Prompt.Conversation(messages(conversation), going);
    var rest = request.withPrompt(prompt);
    return Optional.of(thinks ? rest.withReasoning(Reasoning.OFF) : rest);
  }

  private List<Message> messages(Prompt.Conversation conversation) {
    var messages = new ArrayList<>(conversation.messages());
    var said = new ArrayList<Part>();
    if (conversation.rendering().continues()) {
      said.addAll(messages.removeLast().parts());
    }
    boolean joins = !said.isEmpty() && said.getLast() instanceof Part.Text;
    String before = joins ? said.removeLast().grown() : "";
    said.add(new Part.Text(before + words));
    messages.add(new Message(Role.ASSISTANT, Optional.empty(), said));
    return messages;
  }

  /// Only tokens whose words the client has; where words may be held back for a stop sequence that
  /// cannot be known.
  private Optional<Request> tokens(Plan.Try next, Manner manner, List<Integer> ids) {
    var request = next.requests().getFirst();
    if (!manner.continuation().sendsTokens()
        || tokens.isEmpty()
        || !request.bounds().stop().isEmpty()
        || !next.place().means().has(Ask.TOKEN_PROMPTS)) {
      return Optional.empty();
    }
    var all = new ArrayList<>(ids);
    all.addAll(tokens);
    return Optional.of(request.withPrompt(new Prompt.Tokens(all)));
  }

  /// The same attempt, telling the tokens of its answer where others could go on with them.
  static Plan.Try telling(Plan.Try attempt) {
    var request = attempt.requests().getFirst();
    var detail = request.detail();
    boolean helps =
        request.prompt() instanceof Prompt.Tokens
            && !detail.tokens()
            && attempt.place().means().has(Ask.TOKEN_IDS);
    return helps
        ? attempt.withRequests(
            List.of(request.withDetail(new Detail(detail.logprobs(), true, detail.prompt()))))
        : attempt;
  }
}

package dev.millrace.engine;

import dev.millrace.engine.sample.Preferences;
import dev.millrace.engine.schedule.Order;
import dev.millrace.engine.speech.Script;
import dev.millrace.engine.speech.Scripts;
import dev.millrace.engine.speech.Speech;
import dev.millrace.engine.speech.ToolForms;
import dev.millrace.engine.template.ChatTemplate;
import dev.millrace.engine.template.TemplateError;
import dev.millrace.engine.template.Text;
import dev.millrace.grammar.Language;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/// Makes orders of requests: prompt and tokens, and all that can be refused before anything is
/// computed. Thread-safe.
///
/// @param scripts the markup of templates
/// @param preferences the model's own
record Preparation(
    Card card,
    ChatTemplate template,
    Scripts scripts,
    PromptEncoder encoder,
    Constraints constraints,
    Preferences preferences,
    LongSupplier seeds) {
  /// @throws Refused if the request cannot be honoured
  Order order(Request request) {
    checkKnown("logit_bias", request.sampling().logitBias().keySet());
    checkKnown("stop_token_ids", request.bounds().stopTokens());
    Prompted prompt = prompted(request, card.context());
    Speech speech = speech(request, prompt);
    return new Order(
        UUID.randomUUID().toString(),
        card.name(),
        fitting(prompt.tokens()),
        preferences.with(request.sampling()),
        request.sampling().seed().orElseGet(seeds),
        request.bounds(),
        request.detail(),
        language(request, speech),
        speech);
  }

  /// The prompt's tokens.
  ///
  /// @throws Refused if there are too many for the model, or none
  int[] prompt(Request request) {
    return fitting(prompted(request, card.context()).tokens());
  }

  /// The prompt's tokens, however many.
  ///
  /// @throws Refused if the request has no prompt for this model
  int[] tokens(Request request) {
    return prompted(request, Integer.MAX_VALUE).tokens();
  }

  /// A prompt as tokens, and the text they came of where a template wrote it.
  @SuppressWarnings("ArrayRecordComponent") // Made once a request, never compared.
  private record Prompted(int[] tokens, String text) {}

  /// @param most tokens; a text that must have more is refused before it is encoded
  private Prompted prompted(Request request, int most) {
    return switch (request.prompt()) {
      case Prompt.Conversation _ -> {
        Text text = render(request);
        checkLength(text.plain(), most);
        yield new Prompted(encoder.encode(text), text.plain());
      }
      case Prompt.Text(var text) -> {
        checkLength(text, most);
        yield new Prompted(encoder.encode(text), "");
      }
      case Prompt.Tokens(var ids) -> new Prompted(encoder.checked(ids, "prompt"), "");
    };
  }

  private void checkLength(String text, int most) {
    int least = encoder.atLeast(text);
    if (least > most) {
      throw new Refused(new Failure.ContextExceeded(least, card.context()));
    }
  }

  private int[] fitting(int[] tokens) {
    if (tokens.length > card.context()) {
      throw new Refused(new Failure.ContextExceeded(tokens.length, card.context()));
    }
    if (tokens.length == 0) {
      throw bad("prompt", Failure.Problem.MISSING, "the prompt has no tokens; send at least one");
    }
    return tokens;
  }

  private Text render(Request request) {
    Attachments.refuse(request.messages());
    try {
      return template.render(request);
    } catch (TemplateError error) {
      if (error.blame() == TemplateError.Cause.REFUSED) {
        var folded = LaterSystem.folded(request);
        if (folded.isPresent()) {
          return render(folded.get());
        }
        String why = "the model's chat template refuses them: " + error.problem();
        throw bad("messages", Failure.Problem.UNSUPPORTED, why);
      }
      throw error;
    }
  }

  private void checkKnown(String field, Collection<Integer> tokens) {
    for (var token : tokens) {
      if (token < 0 || token >= card.vocabulary()) {
        String why =
            "token " + token + " does not exist; the model's are 0 to " + (card.vocabulary() - 1);
        throw bad(field, Failure.Problem.OUT_OF_RANGE, why);
      }
    }
  }

  /// What is demanded of the answer. A schema that is wrong is told under the field of its tool.
  private Optional<Language> language(Request request, Speech speech) {
    Optional<Constraint> demanded = ToolForms.demanded(request, speech.script());
    if (demanded.isPresent() && !speech.tools().isEmpty()) {
      ToolForms.schemas(request.tools()).forEach(constraints::check);
    }
    // A model that may not say what it likes would flee into thoughts that nobody asked for.
    boolean thinks = request.reasoning().on();
    return demanded.map(one -> constraints.language(one, speech, thinks));
  }

  /// A text that no template wrote is gone on with as it is; what a template's text is gone on with
  /// is a turn, in which thoughts and calls are told apart.
  private Speech speech(Request request, Prompted prompt) {
    if (!(request.prompt() instanceof Prompt.Conversation)) {
      return new Speech(Speech.Thinking.IN_TEXT, scripts.of(template.source(request)), List.of());
    }
    Script script = scripts.of(template.source(request));
    boolean begun = begun(request, prompt.text(), script);
    return new Speech(
        begun ? Speech.Thinking.BEGUN : Speech.Thinking.APART, script, request.tools().callable());
  }

  /// Whether the answer begins inside a thought.
  private static boolean begun(Request request, String prompt, Script script) {
    boolean continues =
        request.prompt() instanceof Prompt.Conversation(_, var rendering) && rendering.continues();
    if (!continues) {
      return prompt.stripTrailing().endsWith(script.thoughtOpen());
    }
    String last = request.messages().getLast().text();
    return last.lastIndexOf(script.thoughtOpen()) > last.lastIndexOf(script.thoughtClose());
  }

  private static Refused bad(String field, Failure.Problem problem, String why) {
    return new Refused(new Failure.BadRequest(field, problem, why));
  }
}

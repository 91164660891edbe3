package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Reading;
import dev.millrace.gateway.dialect.openai.request.Neutral;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.dialect.openai.request.SharedReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// Reads one request.
final class RequestReader {
  private static final Set<String> INCLUDED =
      Set.of("reasoning.encrypted_content", "message.output_text.logprobs");
  private static final Set<String> FOREIGN =
      Set.of(
          "code_interpreter_call.outputs",
          "computer_call_output.output.image_url",
          "file_search_call.results",
          "message.input_image.image_url",
          "web_search_call.action.sources",
          "web_search_call.results");

  private final Members body;
  private final Rest rest;
  private final Reading reading;
  private final SharedReader shared;
  private final Thoughts thoughts;
  private final boolean keeps;

  /// @param keeps whether anything may be kept
  RequestReader(Json.Fields body, Reading reading, Thoughts thoughts, boolean keeps) {
    this.body = Members.of(body);
    this.rest = new Rest(reading.unknown());
    this.reading = reading;
    this.shared = new SharedReader(this.body, rest);
    this.thoughts = thoughts;
    this.keeps = keeps;
  }

  Asked read(Past past, InstantSource clock) {
    String model = shared.model();
    var keeping = keeping();
    var conversation = new ConversationReader(body, thoughts, rest).read(past, reading.account());
    var sampling = shared.sampling();
    var words = new TextReader(body, rest).read();
    var thinking = new ReasoningReader(body, rest).read();
    var toolbox = new ToolsReader(body, rest).read(reading.habits().parallelCalls());
    var include = include();
    var bounds =
        new Bounds(body.wholeNumber("max_output_tokens", 1, Integer.MAX_VALUE), List.of(), 1);
    var request =
        new Request(
            model,
            new Prompt.Conversation(conversation.turns(), Rendering.usual()),
            toolbox.tools(),
            thinking.reasoning(),
            sampling,
            bounds,
            words.constraint(),
            detail(include),
            extras(words));
    var repeated = new Repeated(body, keeping.store()).read(toolbox, words, thinking);
    rest.of(body);
    var form =
        new Form(
            repeated,
            toolbox.names(),
            thinking.summary().isPresent(),
            include.contains("reasoning.encrypted_content"),
            keeping.background(),
            thoughts,
            clock);
    var writing = new Writing(form, keeping, conversation.items());
    boolean stream = keeping.streamed() && !keeping.background();
    return new Asked(List.of(request), stream, rest.notes(), writing);
  }

  private Map<String, Json> extras(TextReader.Wish words) {
    var extras = new HashMap<>(Neutral.read(Neutrals.LABELS, body, rest));
    extras.putAll(words.extras());
    Neutrals.read(body, rest);
    return extras;
  }

  private Writing.Keeping keeping() {
    boolean store = stored();
    boolean background = body.isOn("background");
    if (background && !store) {
      throw body.need("background")
          .refuse(Problem.OUT_OF_RANGE, "needs an answer that is stored, to be asked for later");
    }
    body.find("stream_options")
        .map(Value::object)
        .ifPresent(options -> {
          options.find("include_obfuscation").filter(Value::bool).ifPresent(this::unpadded);
          rest.of(options);
        });
    return new Writing.Keeping(store, background, body.isOn("stream"));
  }

  private boolean stored() {
    var wish = body.find("store");
    boolean store = wish.map(Value::bool).orElse(true);
    if (store && !keeps) {
      wish.ifPresent(value -> rest.note(Note.dropped(value.path(), "nothing may be kept of it")));
      return false;
    }
    return store;
  }

  private void unpadded(Value wish) {
    rest.note(Note.dropped(wish.path(), "nothing is padded"));
  }

  private Set<String> include() {
    var include = new HashSet<String>();
    for (var item : body.find("include").map(Value::items).orElse(List.of())) {
      if (INCLUDED.contains(item.text())) {
        include.add(item.text());
      } else if (FOREIGN.contains(item.text())) {
        rest.note(Note.dropped(item.path(), "there is nothing of that kind to include"));
      } else {
        throw item.outside("something that can be included, as \"reasoning.encrypted_content\"");
      }
    }
    return include;
  }

  private Detail detail(Set<String> include) {
    OptionalInt top = body.wholeNumber("top_logprobs", 0, 20);
    boolean wanted = include.contains("message.output_text.logprobs") || top.orElse(0) > 0;
    return wanted ? Detail.logprobs(top.orElse(0)) : Detail.none();
  }
}

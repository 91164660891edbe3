package dev.millrace.gateway.vendor;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Means.Shape;
import dev.millrace.gateway.dialect.openai.chat.Calling;
import dev.millrace.gateway.dialect.openai.chat.Quirks;
import dev.millrace.gateway.dialect.openai.chat.Replay;
import dev.millrace.gateway.dialect.openai.request.Form;
import dev.millrace.gateway.dialect.openai.request.Spelling;
import dev.millrace.gateway.yaml.Closest;
import dev.millrace.gateway.yaml.Fields;
import dev.millrace.llm.Parameter;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Reads how a vendor speaks Chat Completions. What is not said is as usual.
///
/// @param chat the keys of the group
record ChatReader(Fields chat) {
  Chat read() {
    var usual = Quirks.usual();
    var forms = forms(usual.spelling().forms());
    var quirks =
        new Quirks(
            chat.text("path").orElse(usual.path()),
            new Spelling(names(), chat.flag("stream-options").orElse(true), forms),
            Words.of(chat, "logprobs", usual.logprobs()),
            turns(chat.group("messages")),
            calling(chat.group("tools"), usual.calling()),
            new ThinkingReader(chat).read(),
            replay(chat.group("replay"), usual.replay()),
            answering(chat.group("answers")),
            new JsonReader(chat.group("always")).members());
    var means = means(quirks, forms.keySet());
    chat.end();
    return new Chat(quirks, means);
  }

  private Means means(Quirks quirks, Set<Shape> shapes) {
    var means = Means.chat().without(lacks()).shaping(shapes).thinking(quirks.thinking().means());
    if (chat.has("asks")) {
      means = means.asking(asks());
    }
    if (chat.has("extras")) {
      means = means.knowing(Set.copyOf(chat.texts("extras").values()));
    }
    if (chat.has("makers")) {
      means = means.reading(Set.copyOf(chat.texts("makers").values()));
    }
    for (var span : spans().entrySet()) {
      means = means.within(span.getKey(), span.getValue());
    }
    return means;
  }

  private Set<Parameter> lacks() {
    var lacks = EnumSet.noneOf(Parameter.class);
    chat.texts("lacks").values().forEach(word -> parameter(chat, "lacks", word, lacks::add));
    return lacks;
  }

  private Set<Ask> asks() {
    var asks = EnumSet.noneOf(Ask.class);
    for (String word : chat.texts("asks").values()) {
      Words.known(chat, "asks", word, Ask.class).ifPresent(asks::add);
    }
    return asks;
  }

  private Map<Parameter, Parameter.Span> spans() {
    var spans = new EnumMap<Parameter, Parameter.Span>(Parameter.class);
    chat.named("spans")
        .forEach((word, range) -> {
          double least = range.signed("least").orElse(Double.NEGATIVE_INFINITY);
          double most = range.signed("most").orElse(Double.POSITIVE_INFINITY);
          range.end();
          parameter(chat, "spans", word, one -> spans.put(one, new Parameter.Span(least, most)));
        });
    return spans;
  }

  private Map<Parameter, String> names() {
    var names = new EnumMap<Parameter, String>(Parameter.class);
    var group = chat.group("names");
    group
        .allTexts()
        .forEach((word, name) -> parameter(group, word, word, one -> names.put(one, name)));
    return names;
  }

  private static void parameter(Fields fields, String key, String word, Consumer<Parameter> found) {
    Parameter.of(word)
        .ifPresentOrElse(
            found,
            () ->
                fields.problem(
                    key,
                    "names `"
                        + word
                        + "`, which is no parameter"
                        + Closest.hint(word, Parameter.words())));
  }

  private Map<Shape, Form> forms(Map<Shape, Form> usual) {
    if (!chat.has("shapes")) {
      return usual;
    }
    var forms = new EnumMap<Shape, Form>(Shape.class);
    chat.named("shapes")
        .forEach((word, fields) -> {
          var form = form(fields);
          Words.known(chat, "shapes", word, Shape.class).ifPresent(one -> forms.put(one, form));
          fields.end();
        });
    return forms;
  }

  private static Form form(Fields fields) {
    Optional<Form> field = fields.text("field").map(Form.Field::new);
    Optional<Form> via =
        fields
            .text("as")
            .flatMap(word -> Words.known(fields, "as", word, Shape.class))
            .map(Form.Via::new);
    Optional<Form> typed =
        fields.text("type").map(type -> new Form.Typed(type, fields.required("member").orElse("")));
    return field.or(() -> via).or(() -> typed).orElseGet(() -> by(fields));
  }

  private static Form by(Fields fields) {
    return switch (fields.required("by").orElse("response-format")) {
      case "response-format" -> new Form.ResponseFormat();
      case "structured-outputs" -> new Form.StructuredOutputs();
      case "carried" -> new Form.Carried();
      default -> {
        fields.problem("by", "is response-format, structured-outputs or carried");
        yield new Form.Carried();
      }
    };
  }

  private static Quirks.Turns turns(Fields messages) {
    var turns =
        new Quirks.Turns(
            messages.flag("names").orElse(true),
            messages.flag("developer").orElse(true),
            Words.of(messages, "prefill", Quirks.Prefill.TEMPLATE));
    messages.end();
    return turns;
  }

  private static Calling calling(Fields tools, Calling usual) {
    var calling =
        new Calling(
            tools.text("required").orElse(usual.required()),
            tools.flag("parallel-known").orElse(true)
                ? tools.text("parallel").orElse(usual.parallel())
                : "",
            tools.flag("stated").orElse(false),
            Words.of(tools, "ids", usual.ids()),
            Words.of(tools, "schemas", usual.schemas()),
            new JsonReader(tools.group("beside")).members());
    tools.end();
    return calling;
  }

  private static Replay replay(Fields replay, Replay usual) {
    var read =
        new Replay(Words.of(replay, "rule", usual.rule()), Words.of(replay, "form", usual.form()));
    replay.end();
    return read;
  }

  private static Quirks.Answering answering(Fields answers) {
    var answering =
        new Quirks.Answering(
            answers.flag("reasoning-apart").orElse(false),
            Words.of(answers, "repeats", Quirks.Repeats.NOTHING));
    answers.end();
    return answering;
  }
}

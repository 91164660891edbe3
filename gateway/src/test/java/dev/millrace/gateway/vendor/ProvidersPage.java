package dev.millrace.gateway.vendor;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Means.Shape;
import dev.millrace.gateway.dialect.openai.chat.Quirks;
import dev.millrace.gateway.dialect.openai.chat.Replay;
import dev.millrace.gateway.dialect.openai.chat.Thinking;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Reasoning.Effort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The tables of `docs/providers.md`, from the rows and from the files of their tests.
final class ProvidersPage {
  private static final Set<String> CHAT = Set.of("openai-chat", "openai");

  private static final List<String> ADDRESS =
      List.of("`vendor`", "", "dialects", "key", "settings", "beside answers", "zero retention");

  private ProvidersPage() {}

  static String tables() {
    return "## Addresses and keys\n\n"
        + table(ADDRESS, all(), ProvidersPage::address)
        + "\n## What can be asked for, in Chat Completions\n\n"
        + "A blank is refused by name or left out and noted in the receipt, as the request's policy says;"
        + " forms that a vendor cannot hold an answer to are checked here instead.\n\n"
        + table(
            List.of(
                "",
                "tools",
                "forced",
                "one at a time",
                "strict",
                "images",
                "documents",
                "audio",
                "prefill",
                "cached prefixes",
                "held to"),
            chats(),
            ProvidersPage::asks)
        + "\n## Parameters that are not known there\n\n"
        + table(
            List.of("", "unknown", "called otherwise", "limits"),
            chats(),
            ProvidersPage::parameters)
        + "\n## Thinking\n\n"
        + table(
            List.of("", "on", "off", "degrees", "budget", "earlier thoughts"),
            chats(),
            ProvidersPage::thinking)
        + "\n## Other ways of their own, and what was tested\n\n"
        + table(
            List.of("", "requests", "answers", "exchanges in the tests"),
            chats(),
            ProvidersPage::ways);
  }

  private static List<Vendor> all() {
    return Vendors.all();
  }

  private static List<Vendor> chats() {
    return all().stream().filter(vendor -> CHAT.contains(vendor.dialects().getFirst())).toList();
  }

  private static String table(
      List<String> head, List<Vendor> vendors, Function<Vendor, List<String>> cells) {
    return line(head)
        + line(head.stream().map(_ -> "---").toList())
        + vendors.stream().map(cells).map(ProvidersPage::line).collect(Collectors.joining());
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.isEmpty() ? " |" : " " + cell + " |")
        .collect(Collectors.joining("", "|", "\n"));
  }

  private static List<String> address(Vendor vendor) {
    var key = vendor.key();
    String how =
        switch (key.kind()) {
          case BEARER -> "bearer";
          case HEADER -> code(key.header());
          case GOOGLE -> "Google's chain";
          case AWS -> "AWS's chain";
          case NONE -> "none";
        };
    var variables = key.variables().stream().map(ProvidersPage::code).toList();
    return List.of(
        code(vendor.name()),
        "[" + vendor.title() + "](" + link(vendor.docs()) + ") " + vendor.checked(),
        vendor.dialects().stream().map(ProvidersPage::code).collect(Collectors.joining(", ")),
        how + (variables.isEmpty() ? "" : ": " + String.join(", ", variables)),
        new TreeSet<>(vendor.settings().keySet())
            .stream().map(ProvidersPage::code).collect(Collectors.joining(", ")),
        Arrays.stream(Feature.values())
            .filter(vendor.features()::contains)
            .map(Words::of)
            .collect(Collectors.joining(", ")),
        zdr(vendor.data()));
  }

  private static String link(String docs) {
    return docs.startsWith("docs/") ? docs.substring("docs/".length()) : docs;
  }

  private static String zdr(DataPolicy data) {
    String word =
        switch (data.zdr()) {
          case YES -> "yes";
          case ON_REQUEST -> "on request";
          case NO -> "no";
          case OWN -> "your own server";
          case UNKNOWN -> "not said";
        };
    return data.source().isEmpty()
        ? word
        : "[" + word + "](" + data.source() + ") " + data.checked();
  }

  private static List<String> asks(Vendor vendor) {
    var means = vendor.chat().means();
    return List.of(
        code(vendor.name()),
        mark(means, Ask.TOOLS),
        mark(means, Ask.FORCED_CALLS),
        mark(means, Ask.SERIAL_CALLS),
        mark(means, Ask.STRICT_TOOLS),
        means.has(Ask.LINKED_IMAGES) ? "yes" : means.has(Ask.IMAGES) ? "inline" : "",
        mark(means, Ask.DOCUMENTS),
        mark(means, Ask.AUDIO),
        mark(means, Ask.PREFILL),
        mark(means, Ask.KEPT_PREFIXES),
        Arrays.stream(Shape.values())
            .filter(means.shapes()::contains)
            .map(Words::of)
            .collect(Collectors.joining(", ")));
  }

  private static String mark(Means means, Ask ask) {
    return means.has(ask) ? "yes" : "";
  }

  private static List<String> parameters(Vendor vendor) {
    var means = vendor.chat().means();
    var names = vendor.chat().quirks().spelling().names();
    return List.of(
        code(vendor.name()),
        listed(one -> !means.parameters().contains(one), Parameter::word),
        listed(names::containsKey, one -> one.word() + " is " + names.get(one)),
        listed(means.spans()::containsKey, one -> one.word() + span(means, one)));
  }

  private static String listed(Predicate<Parameter> which, Function<Parameter, String> words) {
    return Arrays.stream(Parameter.values())
        .filter(which)
        .map(words)
        .map(ProvidersPage::code)
        .collect(Collectors.joining(", "));
  }

  private static String span(Means means, Parameter one) {
    return Optional.ofNullable(means.spans().get(one))
        .map(span -> " " + number(span.least()) + " to " + number(span.most()))
        .orElse("");
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static List<String> thinking(Vendor vendor) {
    var thinking = vendor.chat().quirks().thinking();
    return List.of(
        code(vendor.name()),
        fields(thinking.on()) + fields(thinking.plain()),
        fields(thinking.off()),
        degrees(thinking),
        thinking.budget().isEmpty() ? "" : code(thinking.budget()),
        replay(vendor.chat().quirks().replay()));
  }

  private static String fields(Map<String, Json> fields) {
    return fields.entrySet().stream()
        .map(one -> code(one.getKey() + ": " + JsonWriter.text(one.getValue())))
        .collect(Collectors.joining(", "));
  }

  private static String degrees(Thinking thinking) {
    if (thinking.effort().isEmpty()) {
      return "";
    }
    var words =
        Arrays.stream(Effort.values())
            .filter(thinking.efforts()::containsKey)
            .map(thinking.efforts()::get)
            .distinct()
            .collect(Collectors.joining(", "));
    return code(thinking.effort()) + ": " + words;
  }

  private static String replay(Replay replay) {
    String form =
        switch (replay.form()) {
          case REASONING_CONTENT -> "`reasoning_content`";
          case REASONING -> "`reasoning`";
          case DETAILS -> "`reasoning_details`";
          case TAGS -> "`<think>` in the text";
          case PARTS -> "parts of the content";
        };
    return switch (replay.rule()) {
      case REQUIRED -> "demanded, as " + form;
      case WELCOME -> "sent, as " + form;
      case FORBIDDEN -> "not sent";
    };
  }

  private static List<String> ways(Vendor vendor) {
    var quirks = vendor.chat().quirks();
    return List.of(
        code(vendor.name()),
        String.join("; ", requests(quirks)),
        String.join("; ", answers(quirks)),
        tested(vendor));
  }

  private static List<String> requests(Quirks quirks) {
    var usual = Quirks.usual();
    var ways = new ArrayList<String>();
    if (!quirks.path().equals(usual.path())) {
      ways.add("path " + code(quirks.path()));
    }
    if (!quirks.always().isEmpty()) {
      ways.add("always " + fields(quirks.always()));
    }
    if (!quirks.calling().beside().isEmpty()) {
      ways.add("with tools " + fields(quirks.calling().beside()));
    }
    tools(quirks, ways);
    messages(quirks, ways);
    return ways;
  }

  private static void tools(Quirks quirks, List<String> ways) {
    var usual = Quirks.usual();
    if (!quirks.calling().required().equals("required")) {
      ways.add("`tool_choice` " + code(quirks.calling().required()));
    }
    if (quirks.calling().ids() != usual.calling().ids()) {
      ways.add("ids of calls mapped to nine letters and digits");
    }
    if (quirks.calling().schemas() != usual.calling().schemas()) {
      ways.add("schemas of tools in its own flavour");
    }
    if (quirks.calling().stated()) {
      ways.add(code(quirks.calling().parallel()) + " always said");
    }
  }

  private static void messages(Quirks quirks, List<String> ways) {
    if (quirks.logprobs() != Quirks.Logprobs.FLAG) {
      ways.add("`logprobs` is a number");
    }
    if (!quirks.spelling().streamOptions()) {
      ways.add("no `stream_options`");
    }
    if (!quirks.turns().developer()) {
      ways.add("`developer` is `system`");
    }
    if (!quirks.turns().names()) {
      ways.add("no names of messages");
    }
  }

  private static List<String> answers(Quirks quirks) {
    var ways = new ArrayList<String>();
    if (quirks.answering().reasoningApart()) {
      ways.add("thoughts are not in `completion_tokens`: added");
    }
    switch (quirks.answering().repeats()) {
      case NOTHING -> {}
      case THOUGHTS -> ways.add("thoughts that come twice are told once");
      case ALL -> ways.add("pieces that begin with what came before are cut");
    }
    return ways;
  }

  private static String tested(Vendor vendor) {
    var files = Golden.in("vendors/" + vendor.name());
    long streams = files.names(".events.txt").size();
    long errors = files.names(".failure").size();
    return Asking.of(vendor).size() + " requests, " + streams + " streams, " + errors + " errors";
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}

package dev.millrace.gateway.attach;

import dev.millrace.gateway.dialect.media.Base64Text;
import dev.millrace.gateway.dialect.media.Format;
import dev.millrace.gateway.dialect.media.Limits;
import dev.millrace.gateway.dialect.media.Look;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Attachment;
import dev.millrace.llm.Part.Source;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Puts bytes where a request has links, for providers that do not follow links themselves. Many
/// threads may use one.
public final class Inliner {
  private static final int MOST_LINKS = 20;
  private static final long MOST_BYTES = 64L << 20;

  private final Fetcher fetcher;
  private final Limits limits;
  private final long together;

  /// @param limits on each attachment; all of one request together have at most 64 MiB
  public Inliner(Fetcher fetcher, Limits limits) {
    this(fetcher, limits, MOST_BYTES);
  }

  /// @param together how many bytes all links of one request may lead to
  Inliner(Fetcher fetcher, Limits limits, long together) {
    this.fetcher = fetcher;
    this.limits = limits;
    this.together = together;
  }

  /// Whether a request has links of which the bytes are wanted.
  public static boolean wants(Request request, Predicate<Attachment> wanted) {
    return request.messages().stream()
        .flatMap(message -> message.parts().stream())
        .anyMatch(part -> wants(part, wanted));
  }

  private static boolean wants(Part part, Predicate<Attachment> wanted) {
    return switch (part) {
      case Attachment attachment ->
          attachment.source() instanceof Source.Link && wanted.test(attachment);
      case Part.ToolResult(_, var content, _) ->
          content.stream().anyMatch(within -> wants(within, wanted));
      case Part.Text _,
          Part.Thought _,
          Part.Withheld _,
          Part.Refusal _,
          Part.ToolCall _,
          Part.CachePoint _ ->
          false;
    };
  }

  /// The same request with bytes where there were links. Blocks; not to be called on a loop.
  ///
  /// @param wanted which links are to be replaced
  /// @param field tells the field that holds a link, for a refusal
  /// @throws Refused if the bytes of a link cannot be had, or are not what they should be
  public Request inline(
      Request request, Predicate<Attachment> wanted, UnaryOperator<String> field) {
    if (!(request.prompt() instanceof Prompt.Conversation(var messages, var rendering))) {
      return request;
    }
    var fetching = new Fetching(wanted, field);
    var inlined =
        messages.stream()
            .map(said -> new Message(said.role(), said.name(), fetching.parts(said.parts())))
            .toList();
    return request.withPrompt(new Prompt.Conversation(inlined, rendering));
  }

  /// The links of one request; each is fetched once, however often it is there.
  private final class Fetching {
    private final Predicate<Attachment> wanted;
    private final UnaryOperator<String> field;
    private final Map<String, byte[]> fetched = new HashMap<>();
    private long left = together;

    Fetching(Predicate<Attachment> wanted, UnaryOperator<String> field) {
      this.wanted = wanted;
      this.field = field;
    }

    List<Part> parts(List<Part> parts) {
      return parts.stream().map(this::part).toList();
    }

    private Part part(Part part) {
      return switch (part) {
        case Attachment(var kind, Source.Link(var url), var name, var detail)
            when wants(part, wanted) ->
            new Attachment(kind, source(kind, url), name, detail);
        case Part.ToolResult(var call, var content, var failed) ->
            new Part.ToolResult(call, parts(content), failed);
        case Attachment _,
            Part.Text _,
            Part.Thought _,
            Part.Withheld _,
            Part.Refusal _,
            Part.ToolCall _,
            Part.CachePoint _ ->
            part;
      };
    }

    private Source source(Attachment.Kind kind, String url) {
      byte[] bytes = bytes(kind, url);
      byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, Format.HEAD));
      return switch (Look.at(kind, "", head)) {
        case Look.Good(var mediaType) -> new Source.Inline(mediaType, Base64Text.write(bytes));
        case Look.Untrue(var why) -> throw refused(url, "what it leads to " + why);
        case Look.Unwanted(var why) -> throw refused(url, "what it leads to " + why);
      };
    }

    private byte[] bytes(Attachment.Kind kind, String url) {
      var before = fetched.get(url);
      if (before != null) {
        return before;
      }
      if (fetched.size() == MOST_LINKS) {
        throw refused(url, "of one request at most " + MOST_LINKS + " are");
      }
      try {
        byte[] bytes = fetcher.fetch(url, Math.min(limits.of(kind), left));
        left -= bytes.length;
        fetched.put(url, bytes);
        return bytes;
      } catch (Unfetched why) {
        throw refused(url, why.why());
      }
    }

    private Refused refused(String url, String why) {
      return new Refused(
          new Failure.BadRequest(
              field.apply(url), Problem.OUT_OF_RANGE, "is a link that cannot be fetched: " + why));
    }
  }
}

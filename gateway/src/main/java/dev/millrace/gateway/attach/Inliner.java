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
import java.util.function.UnaryOperator;

/// Puts bytes where a request has links, for providers that do not follow links themselves. Many
/// threads may use one.
public final class Inliner {
  private static final int MOST_LINKS = 20;
  private static final long MOST_BYTES = 64L << 20;

  private final Fetcher fetcher;
  private final Limits limits;

  /// @param limits on each attachment; all of one request together have at most 64 MiB
  public Inliner(Fetcher fetcher, Limits limits) {
    this.fetcher = fetcher;
    this.limits = limits;
  }

  /// Whether a request has any links.
  public static boolean hasLinks(Request request) {
    return request.prompt() instanceof Prompt.Conversation(var messages, _)
        && messages.stream().flatMap(message -> message.parts().stream()).anyMatch(Inliner::linked);
  }

  private static boolean linked(Part part) {
    return switch (part) {
      case Attachment attachment -> attachment.source() instanceof Source.Link;
      case Part.ToolResult(_, var content, _) -> content.stream().anyMatch(Inliner::linked);
      case Part.Text _,
          Part.Thought _,
          Part.Withheld _,
          Part.Refusal _,
          Part.ToolCall _,
          Part.CachePoint _ ->
          false;
    };
  }

  /// The same request without links. Blocks; not to be called on a loop.
  ///
  /// @param field tells the field that holds a link, for a refusal
  /// @throws Refused if the bytes of a link cannot be had, or are not what they should be
  public Request inline(Request request, UnaryOperator<String> field) {
    if (!(request.prompt() instanceof Prompt.Conversation(var messages, var rendering))) {
      return request;
    }
    var fetching = new Fetching(field);
    var inlined = messages.stream().map(fetching::message).toList();
    return request.withPrompt(new Prompt.Conversation(inlined, rendering));
  }

  /// The links of one request; each is fetched once, however often it is there.
  private final class Fetching {
    private final UnaryOperator<String> field;
    private final Map<String, byte[]> fetched = new HashMap<>();
    private long left = MOST_BYTES;

    Fetching(UnaryOperator<String> field) {
      this.field = field;
    }

    Message message(Message message) {
      return message.parts().stream().noneMatch(Inliner::linked)
          ? message
          : new Message(message.role(), message.name(), parts(message.parts()));
    }

    private List<Part> parts(List<Part> parts) {
      return parts.stream().map(this::part).toList();
    }

    private Part part(Part part) {
      return switch (part) {
        case Attachment(var kind, Source.Link(var url), var name, var detail) ->
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
        throw refused(
            url, "the provider of this model follows no links, and we fetch " + MOST_LINKS);
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

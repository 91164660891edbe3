package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Attachment;
import dev.millrace.llm.Part.Attachment.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what is shown to the model beside plain words. Documents and search results that are words
/// themselves become text between tags, as no other protocol knows them.
///
/// @param given where the block stands
/// @param rest is told of what cannot be honoured
record DocumentReader(Members block, Value given, Rest rest) {
  Part image() {
    var source = new SourceReader(block.need("source").object(), rest).read(Kind.IMAGE);
    return new Attachment(Kind.IMAGE, source, Optional.empty(), Optional.empty());
  }

  List<Part> document() {
    var title = block.text("title");
    var context = block.text("context");
    uncited();
    var source = block.need("source").object();
    Value type = source.need("type");
    return switch (type.text()) {
      case "text" -> words(title, context, plain(source));
      case "content" -> words(title, context, content(source));
      case "base64", "url", "file" -> {
        var parts = new ArrayList<Part>();
        context.ifPresent(words -> parts.add(said(block.path("context"), words)));
        var bytes = new SourceReader(source, rest).read(Kind.DOCUMENT);
        parts.add(new Attachment(Kind.DOCUMENT, bytes, title, Optional.empty()));
        yield parts;
      }
      default -> throw type.outside("\"base64\", \"text\", \"content\", \"url\" or \"file\"");
    };
  }

  private Part said(String field, String words) {
    rest.note(new Note(field, Note.Fate.EMULATED, "comes as text before the document"));
    return new Part.Text(words);
  }

  private List<Part> plain(Members source) {
    source.text("media_type");
    var text = new Part.Text(source.need("data").text());
    rest.of(source);
    return List.of(text);
  }

  private List<Part> content(Members source) {
    Value content = source.need("content");
    rest.of(source);
    if (content.json() instanceof Json.Text(var text)) {
      return List.of(new Part.Text(text));
    }
    var parts = new ArrayList<Part>();
    for (Value item : content.items()) {
      var inner = item.object();
      Value type = inner.need("type");
      switch (type.text()) {
        case "text" -> parts.add(new Part.Text(inner.need("text").text()));
        case "image" -> parts.add(new DocumentReader(inner, item, rest).image());
        default -> throw type.outside("\"text\" or \"image\"");
      }
      new CacheReader(rest).read(inner);
      rest.of(inner);
    }
    return parts;
  }

  private List<Part> words(Optional<String> title, Optional<String> context, List<Part> content) {
    rest.note(new Note(given.path(), Note.Fate.EMULATED, "comes as text"));
    var head = new StringBuilder("<document>\n");
    title.ifPresent(words -> head.append("<title>").append(words).append("</title>\n"));
    context.ifPresent(words -> head.append("<context>").append(words).append("</context>\n"));
    return between(head.toString(), content, "\n</document>\n");
  }

  List<Part> searchResult() {
    rest.note(new Note(given.path(), Note.Fate.EMULATED, "comes as text"));
    uncited();
    String head =
        "<search_result>\n<source>%s</source>\n<title>%s</title>\n"
            .formatted(block.need("source").text(), block.need("title").text());
    var content = new ArrayList<Part>();
    for (Value item : block.need("content").items()) {
      var inner = item.object();
      content.add(new Part.Text(inner.need("text").text()));
      inner.find("type");
      inner.find("citations");
      new CacheReader(rest).read(inner);
      rest.of(inner);
    }
    return between(head, content, "\n</search_result>\n");
  }

  private static List<Part> between(String head, List<Part> content, String foot) {
    var parts = new ArrayList<Part>();
    parts.add(new Part.Text(head));
    parts.addAll(content);
    parts.add(new Part.Text(foot));
    return parts;
  }

  /// A tool that a search of the client's has found; the model sees all tools anyway.
  Part toolReference() {
    String name = block.need("tool_name").text();
    rest.note(new Note(given.path(), Note.Fate.EMULATED, "comes as text"));
    return new Part.Text("The tool " + name + " is available.");
  }

  private void uncited() {
    block
        .find("citations")
        .map(Value::object)
        .ifPresent(citations -> {
          citations
              .find("enabled")
              .filter(Value::bool)
              .ifPresent(on -> rest.unsupported(on, "is not supported: answers cite nothing here"));
          rest.of(citations);
        });
  }
}

package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Request;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Features that are asked for by name, as they go in `anthropic-beta`.
final class Betas {
  /// What they come under among the extras of a request: an array of names.
  static final String FIELD = "anthropic_beta";

  private static final String FILES = "files-api-2025-04-14";

  /// What a header can carry.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

  private Betas() {}

  /// Those that a client asks for, in the body as AWS Bedrock has them, or as its header was.
  static Json read(Value given) {
    for (var name : given.items()) {
      if (!NAME.matcher(name.text()).matches()) {
        throw name.outside("the name of a feature");
      }
    }
    return given.json();
  }

  /// Those that a request needs, that its client asks for, or that the host is always asked for.
  static SortedSet<String> of(Request request, Host host) {
    var betas = new TreeSet<>(host.betas());
    if (Optional.ofNullable(request.extras().get(FIELD)).orElse(new Json.Null())
        instanceof Json.Items(var names)) {
      names.stream()
          .filter(Json.Text.class::isInstance)
          .forEach(name -> betas.add(((Json.Text) name).value()));
    }
    boolean stored =
        request.messages().stream()
            .flatMap(message -> message.parts().stream())
            .anyMatch(part ->
                part instanceof Part.Attachment attachment
                    && attachment.source() instanceof Part.Source.Stored);
    if (stored) {
      betas.add(FILES);
    }
    return betas;
  }
}

package dev.millrace.engine.template;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/// A parsed template: the subset of Jinja that chat templates are written in. Rendering touches
/// nothing but the values handed in, and ends: steps, text and depth are bounded. Thread-safe.
final class Template {
  private static final int LONGEST = 1_000_000;

  private final List<Node> nodes;

  private Template(List<Node> nodes) {
    this.nodes = nodes;
  }

  /// @throws TemplateError if it is no template, is longer than a million characters, or uses a
  ///     tag that we do not know
  static Template parse(String source) {
    if (source.length() > LONGEST) {
      throw new TemplateError("the template is longer than " + LONGEST + " characters");
    }
    String unified = source.replace("\r\n", "\n").replace('\r', '\n');
    boolean ended = unified.endsWith("\n");
    String text = ended ? unified.substring(0, unified.length() - 1) : unified;
    return new Template(TemplateParser.parse(text));
  }

  Text render(Map<String, Value> variables, Clock clock) {
    return render(variables, clock, Budget.Limits.USUAL);
  }

  Text render(Map<String, Value> variables, Clock clock, Budget.Limits limits) {
    return new Interpreter(new Budget(limits), clock).render(nodes, variables);
  }
}

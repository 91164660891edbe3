package dev.millrace.engine.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a template's statements.
final class TemplateParser {
  private final Words words;
  private final ExpressionParser expressions;

  private TemplateParser(Words words) {
    this.words = words;
    this.expressions = new ExpressionParser(words);
  }

  /// @throws TemplateError if the source is no template, or uses a tag that we do not know
  static List<Node> parse(String source) {
    var parser = new TemplateParser(new Words(source));
    List<Node> nodes = parser.body(Set.of());
    if (parser.words.peek().kind() != Lexeme.Kind.END) {
      throw parser.words.unexpected("the end of the template");
    }
    return nodes;
  }

  /// Statements up to a block tag that begins with one of `ends`.
  private List<Node> body(Set<String> ends) {
    words.enter();
    var nodes = new ArrayList<Node>();
    while (words.peek().kind() != Lexeme.Kind.END && !words.atTag(ends)) {
      nodes.add(node());
    }
    words.leave();
    return nodes;
  }

  private Node node() {
    Lexeme first = words.take();
    return switch (first.kind()) {
      case WORDS -> new Node.Words(Text.trusted(first.text()));
      case PRINT_BEGIN -> {
        Expression value = expressions.tuple();
        words.expect(Lexeme.Kind.PRINT_END, "'}}'");
        yield new Node.Print(value);
      }
      case BLOCK_BEGIN -> statement();
      case PRINT_END, BLOCK_END, NAME, STRING, INTEGER, FLOAT, SYMBOL, END ->
          throw TemplateError.at(words.place(first), "found " + first.told() + " out of place");
    };
  }

  private Node statement() {
    Lexeme tag = words.expect(Lexeme.Kind.NAME, "the name of a tag");
    return switch (tag.text()) {
      case "if" -> branches();
      case "for" -> loop();
      case "set" -> assignment();
      case "macro" -> macro();
      case "call" -> callBlock();
      case "filter" -> filterBlock();
      case "with" -> with();
      case "generation" -> block("endgeneration");
      case "break" -> closed(new Node.Break());
      case "continue" -> closed(new Node.Continue());
      default ->
          throw TemplateError.at(words.place(tag), "the tag '" + tag.text() + "' is unknown");
    };
  }

  private Node branches() {
    var branches = new ArrayList<Node.Branch>();
    List<Node> otherwise = List.of();
    var ends = Set.of("elif", "else", "endif");
    Expression test = expressions.tuple();
    closeTag();
    branches.add(new Node.Branch(test, body(ends)));
    while (true) {
      String end = endTag("endif");
      if (end.equals("endif")) {
        closeTag();
        return new Node.If(branches, otherwise);
      }
      if (end.equals("else")) {
        closeTag();
        otherwise = body(Set.of("endif"));
      } else {
        Expression next = expressions.tuple();
        closeTag();
        branches.add(new Node.Branch(next, body(ends)));
      }
    }
  }

  private Node loop() {
    List<String> names = names();
    words.expectNamed("in");
    Expression items = expressions.withoutChoice();
    Optional<Expression> only =
        words.takeIfNamed("if") ? Optional.of(expressions.expression()) : Optional.empty();
    closeTag();
    List<Node> body = body(Set.of("else", "endfor"));
    List<Node> otherwise = List.of();
    if (endTag("endfor").equals("else")) {
      closeTag();
      otherwise = body(Set.of("endfor"));
      endTag("endfor");
    }
    closeTag();
    return new Node.For(names, items, only, body, otherwise);
  }

  private List<String> names() {
    boolean bracketed = words.takeIf("(");
    var names = new ArrayList<String>();
    do {
      names.add(name());
    } while (words.takeIf(","));
    if (bracketed) {
      words.expect(")");
    }
    return names;
  }

  private Node assignment() {
    Place place = words.place();
    if (words.peekSecond().is(".")) {
      String space = name();
      words.expect(".");
      String attribute = name();
      words.expect("=");
      return closed(new Node.SetAttribute(place, space, attribute, expressions.tuple()));
    }
    List<String> names = names();
    if (words.takeIf("=")) {
      return closed(new Node.Set(names, expressions.tuple()));
    }
    Expression value = expressions.filtered(new Expression.Name(place, Node.BODY));
    closeTag();
    return new Node.SetBlock(names.getFirst(), value, bodyUpTo("endset"));
  }

  private Node macro() {
    String name = name();
    List<Node.Parameter> parameters = parameters();
    closeTag();
    return new Node.Macro(name, parameters, bodyUpTo("endmacro"));
  }

  private Node callBlock() {
    List<Node.Parameter> parameters = words.peek().is("(") ? parameters() : List.of();
    Place place = words.place();
    if (!(expressions.expression() instanceof Expression.Call call)) {
      throw TemplateError.at(place, "expected a call of a macro");
    }
    closeTag();
    return new Node.CallBlock(call, new Node.Macro("caller", parameters, bodyUpTo("endcall")));
  }

  private List<Node.Parameter> parameters() {
    var parameters = new ArrayList<Node.Parameter>();
    words.expect("(");
    while (!words.takeIf(")")) {
      String name = name();
      Optional<Expression> otherwise =
          words.takeIf("=") ? Optional.of(expressions.expression()) : Optional.empty();
      parameters.add(new Node.Parameter(name, otherwise));
      if (!words.peek().is(")")) {
        words.expect(",");
      }
    }
    return parameters;
  }

  private Node filterBlock() {
    Place place = words.place();
    String name = name();
    var arguments = Expression.Arguments.NONE;
    if (words.takeIf("(")) {
      arguments = new PrimaryParser(words, expressions).arguments();
    }
    Expression body = new Expression.Name(place, Node.BODY);
    Expression first = new Expression.Filter(place, body, name, arguments);
    Expression value = expressions.filtered(first);
    closeTag();
    return new Node.FilterBlock(value, bodyUpTo("endfilter"));
  }

  private Node with() {
    var names = new LinkedHashMap<String, Expression>();
    while (words.peek().kind() == Lexeme.Kind.NAME) {
      String name = name();
      words.expect("=");
      names.put(name, expressions.expression());
      words.takeIf(",");
    }
    closeTag();
    return new Node.With(names, bodyUpTo("endwith"));
  }

  private Node block(String end) {
    closeTag();
    return new Node.Block(bodyUpTo(end));
  }

  private List<Node> bodyUpTo(String end) {
    List<Node> body = body(Set.of(end));
    endTag(end);
    closeTag();
    return body;
  }

  /// Takes the beginning of the tag at which a body ended.
  private String endTag(String wanted) {
    words.expect(Lexeme.Kind.BLOCK_BEGIN, "'" + wanted + "'");
    return words.expect(Lexeme.Kind.NAME, "the name of a tag").text();
  }

  private Node closed(Node node) {
    closeTag();
    return node;
  }

  private void closeTag() {
    words.expect(Lexeme.Kind.BLOCK_END, "'%}'");
  }

  private String name() {
    return words.expect(Lexeme.Kind.NAME, "a name").text();
  }
}

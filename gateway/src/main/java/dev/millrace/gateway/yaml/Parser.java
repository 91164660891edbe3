package dev.millrace.gateway.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Turns the text of one file into a [Yaml]. The text is distrusted: its size, its depth and what
/// its aliases unfold to are bounded. Used once.
public final class Parser {
  /// The longest text that is read, in characters.
  public static final int MOST_CHARACTERS = 1 << 20;

  private static final int MOST_VALUES = 20_000;
  private static final int DEEPEST = 32;
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,40}");

  private final String file;
  private final Problems problems;
  private int values;

  private Parser(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /// The value of a text, or nothing: when the text holds none but comments, or when it cannot be
  /// read, which is then among the problems.
  ///
  /// @param file what to call the text in problems
  public static Optional<Yaml> parse(String file, String text, Problems problems) {
    return new Parser(file, problems).parse(text);
  }

  private Optional<Yaml> parse(String text) {
    if (text.length() > MOST_CHARACTERS) {
      problems.add(start(), "the file is longer than " + MOST_CHARACTERS + " characters");
      return Optional.empty();
    }
    var settings = LoadSettings.builder().setLabel(file).build();
    try {
      if (tooDeep(new Parse(settings).parseString(text))) {
        return Optional.empty();
      }
      return new Compose(settings).composeString(text).map(node -> value(node, 0));
    } catch (MarkedYamlEngineException e) {
      var mark = e.getProblemMark().or(e::getContextMark);
      problems.add(mark.map(this::place).orElse(start()), "not valid YAML: " + why(e));
    } catch (TooMuch e) {
      problems.add(e.place, "aliases (*) here unfold to more than " + MOST_VALUES + " values");
    } catch (YamlEngineException e) {
      problems.add(start(), "not valid YAML: " + firstLine(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  // The library composes by recursion; its events come one by one, so depth is checked on them.
  private boolean tooDeep(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      switch (event.getEventId()) {
        case SequenceStart, MappingStart -> depth++;
        case SequenceEnd, MappingEnd -> depth--;
        default -> {}
      }
      if (depth > DEEPEST) {
        problems.add(
            event.getStartMark().map(this::place).orElse(start()),
            "nested more than " + DEEPEST + " deep");
        return true;
      }
    }
    return false;
  }

  private Yaml value(Node node, int depth) {
    var place = node.getStartMark().map(this::place).orElse(start());
    if (++values > MOST_VALUES || depth > DEEPEST) {
      throw new TooMuch(place);
    }
    return switch (node) {
      case ScalarNode scalar -> new Yaml.Scalar(place, scalar.getValue(), type(scalar));
      case SequenceNode list -> new Yaml.Items(place, items(list, depth + 1));
      case MappingNode group -> new Yaml.Group(place, entries(group, depth + 1));
      default -> throw new TooMuch(place); // an alias inside what it stands for
    };
  }

  private List<Yaml> items(SequenceNode list, int depth) {
    var items = new ArrayList<Yaml>();
    list.getValue().forEach(node -> items.add(value(node, depth)));
    return items;
  }

  private Map<String, Yaml.Entry> entries(MappingNode group, int depth) {
    var entries = new LinkedHashMap<String, Yaml.Entry>();
    for (NodeTuple tuple : group.getValue()) {
      var place = tuple.getKeyNode().getStartMark().map(this::place).orElse(start());
      var value = value(tuple.getValueNode(), depth);
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(place, "a key must be a single word");
        continue;
      }
      var before = entries.putIfAbsent(key.getValue(), new Yaml.Entry(place, value));
      if (before != null) {
        problems.add(
            place, "`" + key.getValue() + "` is here twice; first in line " + before.key().line());
      }
    }
    return entries;
  }

  // A tag may be written by hand (`!!int x`), so the text must look the part too.
  private static Yaml.Type type(ScalarNode scalar) {
    var tag = scalar.getTag();
    var text = scalar.getValue();
    if (tag.equals(Tag.INT) && WHOLE.matcher(text).matches()) {
      return Yaml.Type.WHOLE;
    }
    if (tag.equals(Tag.FLOAT)) {
      return Yaml.Type.DECIMAL;
    }
    if (tag.equals(Tag.BOOL) && (text.equals("true") || text.equals("false"))) {
      return Yaml.Type.FLAG;
    }
    return tag.equals(Tag.NULL) ? Yaml.Type.EMPTY : Yaml.Type.TEXT;
  }

  private Place place(Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Place start() {
    return new Place(file, 1, 1);
  }

  private static String why(MarkedYamlEngineException e) {
    var context = e.getContext();
    return context == null ? e.getProblem() : context + ", " + e.getProblem();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Place place;

    TooMuch(Place place) {
      this.place = place;
    }
  }
}

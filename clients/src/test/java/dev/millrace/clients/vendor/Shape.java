package dev.millrace.clients.vendor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a JSON value must look like, written as JSON.
///
/// - An object asks for an object with these members, and allows more. A name that ends with `?` may
///   be missing.
/// - An array of one shape asks for an array of at least one value, all of that shape; `[]` asks for
///   an empty one.
/// - A string is a type: `string`, `integer`, `number`, `boolean`, `object`, `array`, `null`, `any`,
///   several joined with `|`, or `absent`. `=text` is that text, `~pattern` a text that matches.
/// - Anything else is itself.
public final class Shape {
  private static final String ABSENT = "absent";

  private Shape() {}

  /// What is wrong with a value, each with its place; empty if nothing is.
  public static List<String> faults(JsonNode shape, JsonNode value) {
    var faults = new ArrayList<String>();
    check("$", shape, value, faults);
    return faults;
  }

  private static void check(String place, JsonNode shape, JsonNode value, List<String> faults) {
    if (shape.isObject()) {
      members(place, shape, value, faults);
    } else if (shape.isArray()) {
      items(place, shape, value, faults);
    } else if (shape.isString() ? !fits(shape.stringValue(), value) : !shape.equals(value)) {
      faults.add(place + " must be " + shape + " and is " + brief(value));
    }
  }

  private static void members(String place, JsonNode shape, JsonNode value, List<String> faults) {
    if (!value.isObject()) {
      faults.add(place + " must be an object and is " + brief(value));
      return;
    }
    for (var member : shape.properties()) {
      boolean optional = member.getKey().endsWith("?");
      var name = optional ? member.getKey().replaceAll("\\?$", "") : member.getKey();
      var inner = value.path(name);
      if (!(optional && inner.isMissingNode())) {
        check(place + "." + name, member.getValue(), inner, faults);
      }
    }
  }

  private static void items(String place, JsonNode shape, JsonNode value, List<String> faults) {
    if (!value.isArray() || value.isEmpty() != shape.isEmpty()) {
      faults.add(
          place
              + (shape.isEmpty() ? " must be an empty array and is " : " must be an array and is ")
              + brief(value));
      return;
    }
    for (int i = 0; i < value.size(); i++) {
      check(place + "[" + i + "]", shape.path(0), value.path(i), faults);
    }
  }

  private static boolean fits(String type, JsonNode value) {
    if (type.startsWith("=")) {
      return value.isString() && value.stringValue().equals(type.substring(1));
    }
    if (type.startsWith("~")) {
      return value.isString()
          && Pattern.compile(type.substring(1), Pattern.DOTALL)
              .matcher(value.stringValue())
              .matches();
    }
    for (var one : type.split("\\|", -1)) {
      if (is(one, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "null" -> value.isNull();
      case "any" -> !value.isMissingNode();
      case ABSENT -> value.isMissingNode();
      default -> throw new IllegalArgumentException("no type is called " + type);
    };
  }

  private static String brief(JsonNode value) {
    var text = value.isMissingNode() ? "missing" : value.toString();
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }
}

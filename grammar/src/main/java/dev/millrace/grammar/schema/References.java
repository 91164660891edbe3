package dev.millrace.grammar.schema;

import dev.millrace.llm.Json;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What `$ref` may mean: a JSON Pointer, an anchor, or the identifier of a schema inside the same
/// document.
final class References {
  private final Document document;
  private final Map<String, Place> resources = new HashMap<>();
  private final Map<Anchor, Place> anchors = new HashMap<>();
  private final Map<Place, URI> bases = new HashMap<>();
  private boolean indexed;

  private record Anchor(Place resource, String name) {}

  private record Found(Place place, URI base) {}

  References(Document document) {
    this.document = document;
  }

  /// The identifier that makes a schema a resource of its own, if it has one.
  static Optional<String> identifier(Json schema) {
    return text(schema, "$id").filter(id -> !id.startsWith("#"));
  }

  Place find(Place from, String reference) {
    int hash = reference.indexOf('#');
    var address = hash < 0 ? reference : reference.substring(0, hash);
    var fragment = hash < 0 ? "" : decoded(from, reference.substring(hash + 1));
    var resource = address.isEmpty() ? from.resource() : resource(from, address);
    if (fragment.isEmpty()) {
      return resource;
    }
    if (fragment.startsWith("/")) {
      return pointed(from, resource, fragment);
    }
    index();
    return Optional.ofNullable(anchors.get(new Anchor(resource, fragment)))
        .orElseThrow(() -> here(from).refused("there is no anchor #" + fragment));
  }

  private Place resource(Place from, String address) {
    index();
    var base = Optional.ofNullable(bases.get(from.resource())).orElse(URI.create(""));
    var absolute = resolved(base, address);
    return absolute
        .map(uri -> resources.get(uri.toString()))
        .orElseThrow(() ->
            here(from).refused("only references within the schema are followed, not " + address));
  }

  private Place pointed(Place from, Place resource, String pointer) {
    var at = resource;
    for (var token : pointer.substring(1).split("/", -1)) {
      var name = token.replace("~1", "/").replace("~0", "~");
      at = step(at, name).orElseThrow(() -> here(from).refused("there is nothing at #" + pointer));
    }
    return at;
  }

  private Optional<Place> step(Place at, String name) {
    return switch (at.schema()) {
      case Json.Fields fields ->
          fields.get(name).map(value -> document.below(at, value, at.path().then(name)));
      case Json.Items(var items) ->
          index(name, items.size())
              .map(index -> document.below(at, items.get(index), at.path().then(index)));
      case Json.Text _, Json.Numeral _, Json.Bool _, Json.Null _ -> Optional.empty();
    };
  }

  private static Optional<Integer> index(String name, int size) {
    boolean number = name.length() <= 9 && name.matches("0|[1-9][0-9]*");
    return number
        ? Optional.of(Integer.parseInt(name)).filter(index -> index < size)
        : Optional.empty();
  }

  private void index() {
    if (indexed) {
      return;
    }
    indexed = true;
    var open = new ArrayDeque<Found>();
    open.add(new Found(document.root(), URI.create("")));
    while (!open.isEmpty()) {
      var found = open.removeLast();
      var base = noted(found);
      switch (found.place.schema()) {
        case Json.Fields(var members) ->
            members.forEach((name, _) ->
                open.addAll(
                    step(found.place, name).map(at -> new Found(at, base)).stream().toList()));
        case Json.Items(var items) -> {
          for (int at = 0; at < items.size(); at++) {
            open.addAll(
                step(found.place, String.valueOf(at)).map(one -> new Found(one, base)).stream()
                    .toList());
          }
        }
        case Json.Text _, Json.Numeral _, Json.Bool _, Json.Null _ -> {}
      }
    }
  }

  private URI noted(Found found) {
    var place = found.place;
    var base =
        identifier(place.schema())
            .or(() -> place == document.root() ? text(place.schema(), "id") : Optional.empty())
            .flatMap(id -> resolved(found.base, withoutFragment(id)))
            .orElse(found.base);
    if (place.resource() == place) {
      resources.putIfAbsent(base.toString(), place);
      bases.put(place, base);
    }
    text(place.schema(), "$anchor")
        .or(() ->
            text(place.schema(), "$id").filter(id -> id.startsWith("#")).map(id -> id.substring(1)))
        .ifPresent(name -> anchors.putIfAbsent(new Anchor(place.resource(), name), place));
    return base;
  }

  private static String withoutFragment(String id) {
    int hash = id.indexOf('#');
    return hash < 0 ? id : id.substring(0, hash);
  }

  private static Optional<URI> resolved(URI base, String address) {
    try {
      return Optional.of(base.resolve(URI.create(address)));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // no such address can be meant
    }
  }

  private static String decoded(Place from, String fragment) {
    try {
      return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw here(from).refused("#" + fragment + " is not rightly percent-encoded");
    }
  }

  private static Optional<String> text(Json schema, String keyword) {
    return schema instanceof Json.Fields fields
            && fields.get(keyword).orElse(new Json.Null()) instanceof Json.Text(var text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Path here(Place from) {
    return from.path().then("$ref");
  }
}

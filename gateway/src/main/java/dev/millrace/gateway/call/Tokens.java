package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.vllm.Detokenization;
import dev.millrace.gateway.dialect.vllm.Replies;
import dev.millrace.gateway.dialect.vllm.Requests;
import dev.millrace.gateway.dialect.vllm.Tokenization;
import dev.millrace.gateway.dialect.vllm.Tokenized;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.route.Place;
import dev.millrace.gateway.route.Receipt;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Lexicon;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// `POST /tokenize` and `POST /detokenize`: what a model makes of a text, and back. Costs nothing.
public final class Tokens {
  private static final Surface SURFACE = Surface.openAi("prompt");

  private final Profile profile;
  private final Rooms rooms;
  private final Aside aside;

  public Tokens(Profile profile, Rooms rooms, Aside aside) {
    this.profile = profile;
    this.rooms = rooms;
    this.aside = aside;
  }

  private record Told(byte[] body, Optional<String> receipt) {}

  /// The tokens of a text or a conversation.
  public void tokenize(Arrival arrival, Client client) {
    guarded(arrival, client, this::tokenize);
  }

  /// The text of tokens.
  public void detokenize(Arrival arrival, Client client) {
    guarded(arrival, client, this::detokenize);
  }

  /// Whoever is let in is answered aside; the answer goes out on the client's loop.
  private void guarded(
      Arrival arrival, Client client, BiFunction<Requests, Json.Fields, Told> work) {
    var errors = new ErrorWriter(profile, arrival.name(), SURFACE);
    try {
      var _ = rooms.admission().admit(arrival.headers());
    } catch (Refused refused) {
      errors.write(refused.failure(), client);
      return;
    }
    var requests =
        new Requests(
            profile.unknownFields(SURFACE, arrival.header("x-millrace-params")), onlyModel());
    aside.run(
        client.loop(),
        () -> work.apply(requests, JsonReader.readObject(arrival.body())),
        told -> client.answer(200, Headers.json(told.receipt()), told.body()),
        failure -> errors.write(failure, client));
  }

  private Told tokenize(Requests requests, Json.Fields document) {
    Tokenization asked = requests.tokenize(document);
    Place place = rooms.planner().place(asked.request().model());
    Lexicon lexicon = lexicon(place);
    Request request = asked.request().withModel(place.name());
    List<Integer> tokens = lexicon.tokens(request);
    if (!asked.special() && request.prompt() instanceof Prompt.Text(var text)) {
      tokens = withoutBegin(tokens, text, lexicon, request);
    }
    Optional<List<String>> names =
        asked.names() ? Optional.of(lexicon.names(tokens)) : Optional.empty();
    byte[] body = Replies.tokens(new Tokenized(tokens, names, lexicon.window()));
    return new Told(body, Headers.compact(new Receipt(asked.notes())));
  }

  private Told detokenize(Requests requests, Json.Fields document) {
    Detokenization asked = requests.detokenize(document);
    Lexicon lexicon = lexicon(rooms.planner().place(asked.model()));
    byte[] body = Replies.text(lexicon.text(asked.tokens()));
    return new Told(body, Headers.compact(new Receipt(asked.notes())));
  }

  /// What a model has in front of every text is all that it has of an empty one. It is the client's
  /// where the text begins with its name.
  private static List<Integer> withoutBegin(
      List<Integer> tokens, String text, Lexicon lexicon, Request request) {
    List<Integer> begin = lexicon.tokens(request.withPrompt(new Prompt.Text("")));
    boolean ours = !begin.isEmpty() && !text.startsWith(lexicon.text(begin));
    return ours ? tokens.subList(begin.size(), tokens.size()) : tokens;
  }

  private Optional<String> onlyModel() {
    var models = rooms.catalog().models();
    return models.size() == 1 ? Optional.of(models.getFirst().id()) : Optional.empty();
  }

  private static Lexicon lexicon(Place place) {
    return place.target().lexicon().orElseThrow(() -> unknown(place));
  }

  private static Refused unknown(Place place) {
    String why =
        "the tokens of the model "
            + place.model().id()
            + " are known to its provider "
            + place.target().provider()
            + " alone; name a model that runs in this process";
    return new Refused(new Failure.BadRequest("model", Problem.UNSUPPORTED, why));
  }
}

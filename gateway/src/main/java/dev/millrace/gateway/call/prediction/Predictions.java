package dev.millrace.gateway.call.prediction;

import dev.millrace.gateway.call.Arrival;
import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.call.Refusals;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.tenant.Admission;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// `GET /predictions`, `GET /predictions/{id}` and `POST /predictions/{id}/cancel`.
public final class Predictions {
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");
  private static final String CANCEL = "/cancel";
  private static final int USUAL_PAGE = 20;
  private static final int LARGEST_PAGE = 100;

  private final Refusals refusals;
  private final Admission admission;
  private final Shelf shelf;

  /// @param profile how refusals look
  public Predictions(Profile profile, Admission admission, Shelf shelf) {
    this.refusals = new Refusals(profile);
    this.admission = admission;
    this.shelf = shelf;
  }

  /// The newest first; `page_size` of them, older than `cursor`.
  public void list(Arrival arrival, Client client) {
    guarded(
        arrival,
        client,
        account -> {
          var size = number(arrival, "page_size", LARGEST_PAGE);
          var before = number(arrival, "cursor", Long.MAX_VALUE);
          return Wire.page(shelf.page(account, before, (int) size.orElse(USUAL_PAGE)));
        });
  }

  /// The one whose id is the tail of the path.
  public void one(Arrival arrival, Client client) {
    guarded(arrival, client, account -> Wire.one(shelf.find(account, arrival.tail())));
  }

  /// Ends the one whose id stands before `/cancel`.
  public void cancel(Arrival arrival, Client client) {
    guarded(
        arrival,
        client,
        account -> {
          String tail = arrival.tail();
          if (!tail.endsWith(CANCEL)) {
            throw new Refused(new Failure.NoSuchPath(arrival.path()));
          }
          shelf.cancel(account, tail.substring(0, tail.length() - CANCEL.length()));
          return Wire.NOTHING;
        });
  }

  private void guarded(Arrival arrival, Client client, Function<String, byte[]> body) {
    try {
      String account = admission.admit(arrival.headers()).key();
      client.answer(200, JSON, body.apply(account));
    } catch (Refused refused) {
      refusals.refuse(arrival, refused.failure(), client);
    }
  }

  private static OptionalLong number(Arrival arrival, String name, long most) {
    return Optional.ofNullable(arrival.query().get(name))
        .map(text -> OptionalLong.of(number(name, text, most)))
        .orElse(OptionalLong.empty());
  }

  private static long number(String name, String text, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // it is none; said below
    }
    String why = "must be a whole number of 1 to " + most;
    throw new Refused(new Failure.BadRequest("?" + name, Problem.OUT_OF_RANGE, why));
  }
}

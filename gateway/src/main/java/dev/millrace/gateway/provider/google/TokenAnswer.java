package dev.millrace.gateway.provider.google;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.provider.Web;
import dev.millrace.llm.Refused;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// What a server of tokens answered to somebody.
record TokenAnswer(Account account, Web.Answer answer) {
  private static final int MOST_SHOWN = 300;
  private static final int DAY = 86_400;

  /// @throws IOException if it is no token; the message is for people, without secrets
  Token read(Instant now) throws IOException {
    boolean machine = account instanceof Account.Machine;
    String flavor = answer.headers().getOrDefault(Account.Machine.FLAVOR, "");
    if (machine && !flavor.equals(Account.Machine.GOOGLE)) {
      throw new IOException("what answers in place of Google's metadata server is not that");
    }
    try {
      var members = Members.of(JsonReader.readObject(answer.body()));
      if (answer.status() != 200) {
        throw refused(members);
      }
      String value = members.text("access_token").orElse("");
      int seconds = members.wholeNumber("expires_in", 1, DAY).orElse(0);
      if (value.isEmpty() || seconds == 0 || !value.chars().allMatch(it -> it > ' ' && it < 127)) {
        throw new IOException("Google's answer for " + account.who() + " has no token in it");
      }
      return Token.of(value, now, Duration.ofSeconds(seconds));
    } catch (Refused _) {
      throw new IOException(
          "Google's answer for "
              + account.who()
              + " makes no sense (status "
              + answer.status()
              + ")");
    }
  }

  private IOException refused(Members members) {
    String error = members.text("error").orElse("status " + answer.status());
    String why = members.text("error_description").map(text -> ": " + text).orElse("");
    String told = error + why;
    for (String secret : account.secrets()) {
      told = told.replace(secret, "***");
    }
    String clipped = told.length() > MOST_SHOWN ? told.substring(0, MOST_SHOWN) + "..." : told;
    return new IOException("Google gives " + account.who() + " no token: " + clipped + hint(error));
  }

  private String hint(String error) {
    if (!error.equals("invalid_grant")) {
      return "";
    }
    return switch (account) {
      case Account.Person _ -> "; run `gcloud auth application-default login` again";
      case Account.Service _ -> "; its key may be deleted, or this machine's clock wrong";
      case Account.Machine _ -> "";
    };
  }
}

package dev.millrace.gateway.provider.google;

import dev.millrace.gateway.provider.Credential;
import dev.millrace.gateway.provider.Web;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Tokens of Google Cloud, fetched when one is first needed and again before it expires; the files
/// are read anew each time, so that keys can be changed under way. Where no new token is to be had,
/// the old one serves until it expires.
public final class GoogleCredential implements Credential {
  /// After a failure nobody asks again for so long; else every request that waits would.
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Chain chain;
  private final Web web;
  private final InstantSource clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Held held = new Held(Optional.empty(), Optional.empty(), Set.of());
  private Instant again = Instant.MIN;
  private String failed = "";

  public GoogleCredential(Chain chain, Web web, InstantSource clock) {
    this.chain = chain;
    this.web = web;
    this.clock = clock;
  }

  /// What there is.
  ///
  /// @param payer the project that pays, where it has to be said
  /// @param secrets of whom the token is
  private record Held(Optional<Token> token, Optional<String> payer, Set<String> secrets) {}

  @Override
  public boolean ready() {
    return held.token().filter(token -> token.isFresh(clock.instant())).isPresent();
  }

  @Override
  public void refresh() throws IOException {
    fetching.lock();
    try {
      var now = clock.instant();
      if (ready()) {
        return; // another one has fetched it
      }
      if (now.isBefore(again)) {
        endure(now, new IOException(failed));
        return;
      }
      fetch(now);
    } finally {
      fetching.unlock();
    }
  }

  private void fetch(Instant now) throws IOException {
    try {
      var account = chain.find();
      var token = new TokenAnswer(account, asked(account, now)).read(now);
      held = new Held(Optional.of(token), account.payer(), account.secrets());
    } catch (IOException e) {
      again = now.plus(PAUSE);
      failed = e.getMessage() == null ? "" : e.getMessage();
      endure(now, e);
    }
  }

  private Web.Answer asked(Account account, Instant now) throws IOException {
    try {
      return web.ask(account.ask(now));
    } catch (IOException e) {
      if (account instanceof Account.Machine) {
        throw new IOException(
            "no credentials of Google Cloud are here: name the JSON file of a service account in"
                + " GOOGLE_APPLICATION_CREDENTIALS, log in with"
                + " `gcloud auth application-default login`, or run on Google Cloud",
            e);
      }
      throw e;
    }
  }

  private void endure(Instant now, IOException why) throws IOException {
    if (held.token().filter(token -> token.isValid(now)).isEmpty()) {
      throw why;
    }
  }

  @Override
  public Map<String, String> headers(URI uri, Map<String, String> headers, byte[] body) {
    var now = held;
    var ours = new HashMap<String, String>();
    now.token().ifPresent(token -> ours.put("authorization", "Bearer " + token.value()));
    now.payer().ifPresent(project -> ours.put("x-goog-user-project", project));
    return ours;
  }

  @Override
  public Set<String> secrets() {
    var now = held;
    var all = new HashSet<>(now.secrets());
    now.token().ifPresent(token -> all.add(token.value()));
    return all;
  }

  @Override
  public String toString() {
    return "GoogleCredential[token=***]";
  }
}

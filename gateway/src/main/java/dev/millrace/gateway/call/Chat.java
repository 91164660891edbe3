package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.openai.chat.Asked;
import dev.millrace.gateway.dialect.openai.chat.Naming;
import dev.millrace.gateway.dialect.openai.chat.Requests;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.route.Plan;
import dev.millrace.gateway.tenant.Tenant;
import dev.millrace.llm.Refused;
import java.util.LinkedHashMap;
import java.util.Map;

/// `POST /v1/chat/completions`: from bytes to a running [Call].
public final class Chat implements Endpoint {
  private final Profile profile;
  private final Rooms rooms;

  public Chat(Profile profile, Rooms rooms) {
    this.profile = profile;
    this.rooms = rooms;
  }

  @Override
  public void serve(Arrival arrival, Client client) {
    var errors = new ErrorWriter(profile, arrival.id());
    try {
      open(arrival, client, errors).start();
    } catch (Refused refused) {
      errors.write(refused.failure(), client);
    }
  }

  private Call open(Arrival arrival, Client client, ErrorWriter errors) {
    Tenant tenant = rooms.admission().admit(arrival.headers());
    var unknown = profile.unknownFields(arrival.header("x-millrace-params"));
    Asked asked = Requests.read(JsonReader.readObject(arrival.body()), unknown);
    Plan plan = rooms.planner().plan(asked.request(), asked.dropped());
    var naming = new Naming(profile.newId(), asked.request().model(), rooms.clock().instant());
    var headers = headers(asked, plan);
    Answer answer =
        asked.stream()
            ? new StreamedAnswer(client, naming, headers, errors)
            : new WholeAnswer(client, naming, headers, errors);
    var order = new Call.Order(tenant.key(), asked.request(), client, answer);
    return new Call(arrival.id(), rooms, plan, order);
  }

  private static Map<String, String> headers(Asked asked, Plan plan) {
    var headers = new LinkedHashMap<String, String>();
    if (asked.stream()) {
      headers.put("content-type", "text/event-stream; charset=utf-8");
      headers.put("cache-control", "no-cache");
      headers.put("x-accel-buffering", "no"); // nginx would hold events back
    } else {
      headers.put("content-type", "application/json");
    }
    if (!plan.receipt().clean()) {
      headers.put("x-millrace-receipt", plan.receipt().compact());
    }
    return headers;
  }
}

package dev.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetTest {
  @Test
  void aPathIsDecodedAndLosesItsQuery() {
    assertThat(Target.path("/a%20b/%C3%A9+c?d=%2F")).contains("/a b/\u00e9+c");
  }

  @Test
  void oneSlashAtTheEndIsDropped() {
    assertThat(Target.path("/a/")).contains("/a");
    assertThat(Target.path("/")).contains("/");
    assertThat(Target.path("/a/?x")).contains("/a");
  }

  @Test
  void aWholeAddressHasAPath() {
    assertThat(Target.path("http://h:1/a?b")).contains("/a");
  }

  @Test
  void whatIsNoPathIsNothing() {
    for (var target : new String[] {"*", "h:443", "http://h", "", "/%", "/%1", "/%g1", "/%ff"}) {
      assertThat(Target.path(target)).as(target).isEmpty();
    }
  }

  @Test
  void aQueryIsReadByName() {
    assertThat(Target.query("/v1/models?limit=1000&after_id=a%2Fb&x"))
        .isEqualTo(Map.of("limit", "1000", "after_id", "a/b", "x", ""));
    assertThat(Target.query("/v1/models")).isEmpty();
    assertThat(Target.query("/a?include[]=one&include[]=two&bad=%zz#?c=d"))
        .isEqualTo(Map.of("include[]", "one,two", "bad", "%zz"));
  }
}

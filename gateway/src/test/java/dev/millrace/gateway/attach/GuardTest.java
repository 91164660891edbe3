package dev.millrace.gateway.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  private final FakeNames names =
      new FakeNames()
          .with("example.com", "93.184.215.14", "2606:4700::1111")
          .with("internal.example.com", "10.1.2.3")
          .with("mixed.example.com", "93.184.215.14", "192.168.1.1")
          .with("localhost", "127.0.0.1", "::1")
          .with("metadata.google.internal", "169.254.169.254")
          .with("six.example.com", "fd00:ec2::254")
          .with("nowhere.example.com")
          .with("xn--bcher-kva.example", "93.184.215.14");
  private final Guard guard = new Guard(Policy.usual(), names);

  /// Links that must never be followed, with what their sender is told.
  @ParameterizedTest
  @CsvFileSource(
      resources = "/attach/hostile-links.csv",
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false)
  void aHostileLinkIsRefused(String link, String why) {
    var written = link.replace("\\t", "\t").replace("\\n", "\n").replace("\\r", "\r");
    assertThatThrownBy(() -> guard.check(written)).isInstanceOf(Unfetched.class).hasMessage(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com",
        "https://example.com/a.png?b=c",
        "HTTPS://EXAMPLE.com:443/",
        "http://example.com:80/a%20b",
        "http://example.com:443/",
        "https://93.184.215.14/",
        "https://[2606:4700::1111]/x",
        "https://[64:ff9b::8.8.8.8]/",
        "https://xn--bcher-kva.example/"
      })
  void aLinkToThePublicInternetIsFollowed(String link) throws Unfetched {
    assertThat(guard.check(link).addresses()).isNotEmpty();
  }

  @Test
  void allAddressesAreToldToWhoeverConnects() throws Unfetched {
    assertThat(guard.check("http://example.com/").addresses())
        .extracting(InetAddress::getHostAddress)
        .containsExactly("93.184.215.14", "2606:4700:0:0:0:0:0:1111");
  }

  @Test
  void aFragmentStaysHere() throws Unfetched {
    assertThat(guard.check("http://example.com/a?b#c").url()).hasToString("http://example.com/a?b");
  }

  @Test
  void whatIsNotAsciiIsWrittenAsAscii() throws Unfetched {
    assertThat(guard.check("http://example.com/ä").url()).hasToString("http://example.com/%C3%A4");
  }

  @Test
  void aHostIsAskedForOnce() throws Unfetched {
    var _ = guard.check("http://example.com/");
    assertThat(names.asked()).containsExactly("example.com");
  }

  @Test
  void whatIsExemptIsExemptAtItsPortAlone() throws Unfetched {
    var store = new InetSocketAddress(InetAddress.ofLiteral("10.1.2.3"), 9000);
    var open = new Guard(new Policy(Set.of(80, 443), Set.of(store)), names);
    assertThat(open.check("http://internal.example.com:9000/").addresses()).hasSize(1);
    assertThatThrownBy(() -> open.check("http://internal.example.com/"))
        .isInstanceOf(Unfetched.class);
    assertThatThrownBy(() -> open.check("http://example.com:9000/")).isInstanceOf(Unfetched.class);
  }
}

package dev.millrace.bench.gateway;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// nginx as a bare reverse proxy: it reads no body and knows no keys.
public final class Nginx {
  private Nginx() {}

  /// Where it is installed, if it is.
  static Optional<Path> program() {
    var path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "nginx"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// What it says its version is.
  static String version(Path program) throws IOException {
    var process = new ProcessBuilder(program.toString(), "-v").redirectErrorStream(true).start();
    try (var said = process.inputReader()) {
      return said.lines().findFirst().orElse("nginx").replaceFirst(".*: ", "");
    }
  }

  static Subject start(Path program, Site site) throws IOException, InterruptedException {
    int port = freePort();
    int workers = Runtime.getRuntime().availableProcessors();
    var folder = Files.createDirectories(site.folder().resolve("nginx"));
    Files.writeString(folder.resolve("nginx.conf"), config(workers, site.upstream(), port));
    var command =
        List.of(
            program.toString(), "-p", folder + "/", "-c", folder.resolve("nginx.conf").toString());
    var process = Subject.start(folder.resolve("log"), command, folder);
    return new Subject("nginx", process, port, "none");
  }

  private static String config(int workers, int upstream, int port) {
    return """
    user root;
    daemon off;
    worker_processes %d;
    pid nginx.pid;
    error_log error.log;
    events { worker_connections 8192; }
    http {
      access_log off;
      client_body_temp_path bodies;
      proxy_temp_path proxied;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      keepalive_requests 100000000;
      upstream scripted {
        server 127.0.0.1:%d;
        keepalive 4096;
        keepalive_requests 100000000;
      }
      server {
        listen 127.0.0.1:%d backlog=4096;
        location / {
          proxy_pass http://scripted;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_buffering off;
        }
      }
    }
    """
        .formatted(workers, upstream, port);
  }

  /// A port that was free a moment ago.
  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

#!/usr/bin/env bash
# Time and memory of reading two million rows, 231 days of steps of 10 s: as a program writes them, with epochs, and as people export
# them. The files are generated. Usage: docs/benchmarks/traces.sh     (from the root of the project, after ./foretide was built)
#
# Measured on two cores of an AMD EPYC that were shared with other work, Java 17, -Xmx256m:
#   ISO times, 60 MB                                      4.9 s   324 MB
#   epoch seconds, 32 MB                                  1.2 s   300 MB
#   semicolons, jitter, "1.5 K", a column of words, 98 MB   7.0 s   319 MB
set -euo pipefail
rows=2000000
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

rows() { # header, format of a row: time, number
  echo "$1"
  TZ=UTC awk -v rows="$rows" -v kind="$2" 'BEGIN {
    srand(7)
    for (i = 0; i < rows; i++) {
      at = 1735689600 + 10 * i
      value = 1000 + 1000 * rand()
      if (kind == "epoch") printf "%d,%d\n", at, value
      else if (kind == "iso") printf "%sZ,%.3f\n", strftime("%Y-%m-%dT%H:%M:%S", at, 1), value
      else printf "%s.%03d+00:00;\"%.1f K\";host-1\n", strftime("%Y-%m-%d %H:%M:%S", at, 1), 90 * rand(), value
    }
  }'
}

rows time,value iso > "$work/iso.csv"
rows time,value epoch > "$work/epoch.csv"
rows "time;value;host" people > "$work/people.csv"

cat > "$work/ReadTrace.java" <<'JAVA'
import io.foretide.datasets.TraceLoad;
import io.foretide.datasets.TraceReader;
import java.nio.file.Path;
import java.util.Optional;

public class ReadTrace {
    public static void main(String[] file) {
        long begin = System.nanoTime();
        TraceLoad load = TraceLoad.of(TraceReader.read(Path.of(file[0])), Optional.empty(), Optional.empty());
        System.out.printf("%.1f s: %s%n", (System.nanoTime() - begin) / 1e9, load.description());
    }
}
JAVA
javac -cp 'target/dist/app/*' -d "$work" "$work/ReadTrace.java"
for file in iso epoch people; do
  /usr/bin/time -f '        %M KB' java -Xmx256m -XX:+UseSerialGC -cp "$work:target/dist/app/*" ReadTrace "$work/$file.csv"
done

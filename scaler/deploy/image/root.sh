#!/usr/bin/env bash
# Lays out the files of the image that are not Foretide's, from packages of Debian 12. Maven's profile "image" runs it:
#   root.sh ARCHITECTURE BASE FOLDER
#
#   FOLDER/runtime          what the image has instead of a base: Java, a shell, the C libraries, fonts; empty where BASE is not scratch
#   FOLDER/common           what Foretide needs on any base: the OpenMP of XGBoost, its folders
#   FOLDER/debian.cdx.json  the packages that these files come from, for scanners
#
# It needs neither root nor a machine of that architecture, and changes nothing on the machine.
set -euo pipefail

readonly architecture=$1 base=$2 folder=$3
readonly COMMON=(libgomp1 gcc-12-base) # the latter has the licences
readonly RUNTIME=(
  base-files dash libc6 zlib1g
  openjdk-17-jdk-headless libgcc-s1 libstdc++6
  # the pictures of `foretide simulate --png`
  fonts-dejavu-core libfontconfig1 libexpat1 libuuid1 libfreetype6 libpng16-16 libbrotli1 libharfbuzz0b libgraphite2-3
  libglib2.0-0 libpcre2-8-0 liblcms2-2
)
# All of Java SE; elliptic curves and the names of services by DNS; logins by Kerberos; files in archives; looking into a running process.
readonly MODULES=java.se,jdk.crypto.ec,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs,jdk.httpserver,jdk.management,jdk.management.agent,jdk.jfr,jdk.jcmd

fail() {
  echo "root.sh: $*" >&2
  exit 1
}

case "$architecture" in
  amd64) triplet=x86_64-linux-gnu loader=lib64/ld-linux-x86-64.so.2 ;;
  arm64) triplet=aarch64-linux-gnu loader=lib/ld-linux-aarch64.so.1 ;;
  *) fail "architecture $architecture: must be amd64 or arm64" ;;
esac
packages=("${COMMON[@]}")
[ "$base" != scratch ] || packages+=("${RUNTIME[@]}")

# The machine's package sources, read for that architecture into a folder of our own.
mkdir -p "$folder"/apt/lists/partial "$folder"/apt/cache/archives/partial "$folder"/packages
cd "$folder"
apt=(apt-get -qq -o "Dir::State::lists=$PWD/apt/lists" -o "Dir::Cache=$PWD/apt/cache" -o APT::Sandbox::User=root
  -o "APT::Architecture=$architecture" -o "APT::Architectures=$architecture")
command -v apt-get >/dev/null || fail "the files come from Debian's packages, and this machine has no apt-get. Maybe build on Debian 12"
"${apt[@]}" update || fail "the package lists of $architecture cannot be read; see above"
files=$("${apt[@]}" --print-uris download "${packages[@]}" | cut -d ' ' -f 2) ||
  fail "the package sources of this machine lack some of ${packages[*]} for $architecture. Maybe build on Debian 12"
cd packages # of an earlier build are only those downloaded again that have changed
"${apt[@]}" download "${packages[@]}" || fail "the packages cannot be downloaded; see above"
cd ..

rm -rf unpacked runtime common
mkdir -p unpacked/runtime unpacked/common runtime common/etc/foretide common/var/cache/foretide common/var/lib/foretide
for file in $files; do
  name=$(dpkg-deb -f "packages/$file" Package)
  root=runtime
  [[ " ${COMMON[*]} " != *" $name "* ]] || root=common
  dpkg-deb -x "packages/$file" unpacked/$root
  # Scanners find the packages of an image without a package manager by such files.
  mkdir -p "$root/var/lib/dpkg/status.d" "$root/usr/share/doc/$name"
  dpkg-deb -f "packages/$file" >"$root/var/lib/dpkg/status.d/$name"
done

# Licences, and libraries under the name that programs ask for, libz.so.1: an image built here has no links.
for root in runtime common; do
  for document in "$root"/usr/share/doc/*; do # some have theirs in another package's
    [ ! -f "unpacked/$document/copyright" ] || cp -L "unpacked/$document/copyright" "$document/"
  done
  mkdir -p "$root/usr/lib/$triplet"
  for libraries in unpacked/$root/{,usr/}lib/"$triplet"; do
    [ ! -d "$libraries" ] || find "$libraries" -maxdepth 1 -regex '.*\.so\(\.[0-9]+\)?' -exec cp -L -t "$root/usr/lib/$triplet" {} +
  done
done

if [ "$base" = scratch ]; then
  mkdir -p runtime/{bin,etc/fonts,tmp,opt/java,usr/share/fonts/truetype,usr/share/common-licenses,"$(dirname "$loader")"}
  cp -L unpacked/runtime/bin/dash runtime/bin/sh
  mv "runtime/usr/lib/$triplet/$(basename "$loader")" "runtime/$loader"
  cp -L unpacked/runtime/usr/share/common-licenses/* runtime/usr/share/common-licenses/
  cp -rL unpacked/runtime/usr/share/fonts/truetype/dejavu runtime/usr/share/fonts/truetype/
  cp unpacked/runtime/usr/lib/os-release unpacked/runtime/etc/debian_version runtime/etc/
  printf '%s\n' 'root:x:0:0::/:/bin/sh' 'foretide:x:10001:10001::/var/lib/foretide:/bin/sh' >runtime/etc/passwd
  printf '%s\n' 'root:x:0:' 'foretide:x:10001:' >runtime/etc/group
  echo 'hosts: files dns' >runtime/etc/nsswitch.conf
  echo '<fontconfig><dir>/usr/share/fonts</dir><cachedir>/tmp/fontconfig</cachedir></fontconfig>' >runtime/etc/fonts/fonts.conf
  "${JAVA_HOME:+$JAVA_HOME/bin/}jlink" --module-path unpacked/runtime/usr/lib/jvm/java-17-openjdk-"$architecture"/jmods --add-modules "$MODULES" \
    --strip-java-debug-attributes --no-header-files --no-man-pages --output runtime/opt/java/openjdk
fi

{
  printf '{\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.6",\n  "version": 1,\n  "components": ['
  separator=
  for file in $files; do
    name=$(dpkg-deb -f "packages/$file" Package) version=$(dpkg-deb -f "packages/$file" Version) quoted=${version//:/%3A}
    printf '%s\n    {"type": "library", "name": "%s", "version": "%s",\n' "$separator" "$name" "$version"
    printf '      "purl": "pkg:deb/debian/%s@%s?arch=%s&distro=debian-12",\n' "$name" "${quoted//+/%2B}" "$architecture"
    printf '      "hashes": [{"alg": "SHA-256", "content": "%s"}]}' "$(sha256sum "packages/$file" | cut -d ' ' -f 1)"
    separator=,
  done
  printf '\n  ]\n}\n'
} >debian.cdx.json
rm -rf unpacked

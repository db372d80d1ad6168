# The base images, under the names that the Dockerfile and the redis component give them. No registry is asked: they
# are put together from Debian's packages and this machine's JDK 25. What differs from the real ones:
# - the JDK's base is Debian instead of Ubuntu, and its cacerts trust the CA of this run's Direct Line as well;
# - the slim base has the packages of the distroless one, unpacked, and nothing else, as the distroless one has;
# - Valkey is Debian's, with its own version.

suite=trixie
jdk_base=$(sed -n 's/^ARG JDK=//p' Dockerfile)
slim_base=$(sed -n 's/^ARG BASE=//p' Dockerfile)

find_jdk() {
  local home
  for home in /usr/lib/jvm/*; do
    if "$home/bin/jlink" --version 2>/dev/null | grep -q '^25'; then echo "$home"; return; fi
  done
  fail "JDK 25 is not installed here"
}

unpack() { # folder, packages, separated by commas: a root with their files and what they depend on
  mmdebstrap --quiet --variant=extract --include="$2" "$suite" "$1"
  rm -rf "$1"/var/lib/apt "$1"/var/cache/* "$1"/etc/apt "$1"/dev/*
}

pack() { # folder, name, options of buildah config
  local container
  container=$(buildah from scratch)
  buildah add --quiet "$container" "$1" / >/dev/null
  buildah config --label "xbot.made-by=$made_by" "${@:3}" "$container"
  buildah commit --quiet "$container" "$2" >/dev/null
  buildah rm "$container" >/dev/null
}

is_made() { [ "$(podman image inspect --format '{{index .Labels "xbot.made-by"}}' "$1" 2>/dev/null)" = "$made_by" ]; }

make_ca() {
  if [ -s "$cache/ca.pem" ]; then return; fi
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=CI of xbot-routes" \
    -keyout "$cache/ca.key" -out "$cache/ca.pem" 2>/dev/null
}

make_jdk_base() {
  if is_made "$jdk_base"; then return; fi
  local root=$work/jdk-base
  unpack "$root" base-files,bash,coreutils,dash,findutils,grep,libc6,sed
  mkdir -p "$root/opt/java"
  # follows links: Debian keeps cacerts elsewhere
  cp -aL "$jdk" "$root/opt/java/openjdk"
  "$jdk/bin/keytool" -importcert -noprompt -alias ci -file "$cache/ca.pem" -storepass changeit \
    -keystore "$root/opt/java/openjdk/lib/security/cacerts" 2>/dev/null
  pack "$root" "$jdk_base" --env JAVA_HOME=/opt/java/openjdk \
    --env PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  rm -rf "$root"
}

make_slim_base() {
  if is_made "$slim_base"; then return; fi
  unpack "$work/slim-base" base-files,libc6,netbase,tzdata
  pack "$work/slim-base" "$slim_base" --user 65532 --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  rm -rf "$work/slim-base"
}

make_valkey() { # name
  if is_made "$1"; then return; fi
  unpack "$work/valkey" base-files,libc6,valkey-server
  pack "$work/valkey" "$1" --env PATH=/usr/local/bin:/usr/bin:/bin
  rm -rf "$work/valkey"
}

make_bases() {
  local valkey
  jdk=$(find_jdk)
  made_by=$(cat "$here/bases.sh" "$jdk/release" | sha256sum | cut -c 1-16)
  valkey=$(sed -n 's/^ *newName: *//p' k8s/components/redis/kustomization.yaml):$(sed -n 's/^ *newTag: *//p' k8s/components/redis/kustomization.yaml)
  make_ca
  make_jdk_base &
  local of_jdk=$!
  make_slim_base &
  local of_slim=$!
  make_valkey "$valkey"
  wait "$of_jdk" && wait "$of_slim"
}

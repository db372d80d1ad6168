# Builds the image from the Dockerfile as it is, and looks into it.

most_bytes=260000000

build() { # tag, options
  buildah bud --isolation chroot --pull-never --layers --tag "$@" . >target/image-build.log 2>&1 || {
    tail -n 15 target/image-build.log
    return 1
  }
}

# as the Dockerfile does, but a module is missing
train_without() { # module
  "$jdk/bin/jlink" --add-modules "$(sed '/^#/d' image/modules | grep -v "^$1$" | paste -s -d ,)" --output "$work/without"
  "$jdk/bin/java" image/Train.java "$work/without/bin/java" "$work/app" "$work/without.aot" image/partners.yaml
}

# what the image adds to its base, a layer a line, and in all
layers() { # image, most bytes
  podman history --no-trunc --format json "$1" | jq -r --argjson most "$2" '
    def mb: "    \(. / 1e5 | round / 10) MB ";
    [.[] | select(.size > 0) | .step = (.CreatedBy | sub("^/bin/sh -c #\\(nop\\) "; "") | sub("(file|dir):[0-9a-f]+ in "; ""))] | reverse
    | (.[0].size | mb) + "the base", (.[1:][] | (.size | mb) + .step),
      (map(.size) | add - .[0] | mb) + "on top of the base, at most \($most / 1e6)",
      if (map(.size) | add - .[0]) > $most then error("too large") else empty end'
}

# nothing that a pod does not need and an intruder would like
is_bare() { # root of an image
  local found
  found=$(find "$1" -xdev -type f -perm /6000)
  if [ -n "$found" ]; then echo "setuid: $found"; return 1; fi
  found=$(find "$1"/bin/ "$1"/usr/bin/ "$1"/usr/sbin/ "$1"/usr/local/ -xdev \( -name '*sh' -o -name 'apt*' -o -name dpkg -o -name busybox \) 2>/dev/null | head -n 3)
  if [ -n "$found" ]; then echo "a shell or a package manager:" $found; return 1; fi
  found=$(find "$1"/var/cache "$1"/var/lib/apt -xdev -type f 2>/dev/null | head -n 3)
  if [ -n "$found" ]; then echo "a package manager's cache:" $found; return 1; fi
  found=$(find "$1"/app "$1"/opt \( ! -perm -o=r -o -perm /go=w \) ! -type l | head -n 3)
  if [ -n "$found" ]; then echo "not readable by all or writable by others:" $found; return 1; fi
}

looks_bare() { # image
  local container root status=0
  container=$(buildah from --pull-never "$1")
  root=$(buildah mount "$container")
  is_bare "$root" || status=1
  buildah rm "$container" >/dev/null
  return "$status"
}

# each module that a class of the jars asks for is in image/modules
has_modules() { # list
  local asked missing
  asked=$(cat "$work/asked-modules")
  missing=$(comm -23 <(tr , '\n' <<<"$asked" | sort) <(sed '/^#/d' "$1" | sort))
  if [ -n "$missing" ]; then echo "the jars ask for" $missing; return 1; fi
}

# the application as it lies in the image
extract_application() {
  (cd "$work" && "$jdk/bin/java" -Djarmode=tools -jar "$OLDPWD/target/xbot-routes.jar" extract --layers --destination layers)
  mkdir -p "$work/app/jars"
  cp -r "$work"/layers/dependencies/* "$work"/layers/application/* image/java.args routes "$work/app"
  rm -rf "$work/layers"
}

ask_modules() {
  "$jdk/bin/jdeps" --print-module-deps --ignore-missing-deps --multi-release 25 \
    -cp "$work/app/lib/*" "$work/app/xbot-routes.jar" "$work"/app/lib/*.jar 2>/dev/null | tail -n 1 >"$work/asked-modules"
}

in_image() { # options of podman run, --, arguments of java
  local options=()
  while [ "$1" != -- ]; do options+=("$1"); shift; done
  podman run --rm --network none --read-only --cap-drop all "${options[@]}" --entrypoint java "$image" "${@:2}"
}

# with options that the cache was not made for, the JVM would say nothing and start slowly
takes_the_cache() { in_image -- -XX:AOTMode=on "$@" @java.args xbot.XbotRoutes new-key >/dev/null; }

runs_as() { # user:group
  in_image --user "$1" -- @java.args xbot.XbotRoutes check routes >/dev/null
}

check_modules() {
  begin "the modules of the image's Java"
  extract_application
  ask_modules
  has_modules image/modules
  must_fail "a list without a module that the jars need" has_modules <(grep -v java.naming image/modules)
  must_fail "a training run whose Java misses a module" train_without java.desktop
}

check_image() {
  begin "the image: built from the Dockerfile as it is"
  build "$image"
  layers "$image" "$most_bytes"
  must_fail "an image that is larger than allowed" layers "$image" 100000000

  begin "the image: what is in it"
  looks_bare "$image"
  must_fail "a base with a shell" looks_bare "$jdk_base"
  mkdir -p "$work/setuid/bin"
  install -m 4755 /bin/true "$work/setuid/bin"
  must_fail "a root with a setuid file" is_bare "$work/setuid"
}

check_start_of_image() {
  begin "the image: how it starts"
  [ "$(podman image inspect --format '{{.User}}' "$image")" = 10001:0 ] || fail "the image's user is not 10001:0"
  runs_as 10001:0
  runs_as 1000680000:0
  takes_the_cache
  must_fail "a start whose options are not the cache's" takes_the_cache -XX:+UseCompactObjectHeaders
  say "runs as any user; takes its AOT cache; has every module; no shell, no setuid file"
}

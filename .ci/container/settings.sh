# Where everything is, and podman's settings of its own: nothing of the machine's is read or changed.
# The bases are kept between runs in XBOT_CONTAINER_CACHE; whatever is missing there is made.
cache=${XBOT_CONTAINER_CACHE:-/var/cache/xbot-routes-ci}
here=$PWD/.ci/container
work=$(mktemp -d /tmp/xbot-container-XXXXXX)
image=localhost/xbot-routes
network=xbot-ci
subnet=10.89.77.0/24

# of what runs beside others, a folder of its own
scratch=$work
declare -A beside=()

mkdir -p "$cache" "$work/cluster"
export CONTAINERS_STORAGE_CONF=$work/storage.conf CONTAINERS_CONF=$work/containers.conf

configure() { # storage driver
  cat >"$CONTAINERS_STORAGE_CONF" <<CONF
[storage]
driver = "$1"
graphroot = "$cache/$1"
runroot = "$work/run"
CONF
  # the limits that root may give here; runc, as crun refuses hybrid cgroups
  cat >"$CONTAINERS_CONF" <<CONF
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
runtime = "runc"
CONF
}

configure overlay
if ! podman info >"$work/podman.log" 2>&1; then configure vfs && podman info >/dev/null; fi

# one run at a time has the storage, the network and the ports
exec 7>"$cache/lock"
flock 7

clean_up() {
  local status=$?
  # whatever fails here, the rest is still to be done
  set +e
  kill ${balancer:-} ${direct_line_of_load:-} ${beside[*]} 2>/dev/null || true
  if [ "$status" -ne 0 ]; then print_logs; echo "FAILED: $begun" >&2; fi
  podman pod rm --all --force --time 0 >/dev/null 2>&1 || true
  podman rm --all --force --time 0 >/dev/null 2>&1 || true
  podman volume rm --all --force >/dev/null 2>&1 || true
  podman network rm --force "$network" >/dev/null 2>&1 || true
  # what is not tagged: the stages of the build
  podman image prune --force >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean_up EXIT

print_logs() { # of the containers that are there when a check fails
  local container
  for container in $(podman ps --all --quiet 2>/dev/null); do
    echo "--- the end of the log of $(podman inspect --format '{{.Name}}' "$container")"
    podman logs --tail 5 "$container" 2>&1 | cut -c 1-300
  done
}

say() { printf '    %s\n' "$*"; }
begin() { end; begun=$* since=$SECONDS; printf -- '--- %s\n' "$*"; }
end() { if [ -n "${begun:-}" ]; then say "took $((SECONDS - since)) s"; fi; }
fail() { echo "$*"; exit 1; }

# must_fail WHAT COMMAND…: the check finds the mistake that it is there for
must_fail() {
  local what=$1
  shift
  if ("$@") >"$scratch/must-fail.log" 2>&1; then
    cat "$scratch/must-fail.log"
    fail "nothing is wrong, it says, with $what"
  fi
  say "is refused, as it must be: $what: $(grep . "$scratch/must-fail.log" | tail -n 1 | cut -c 1-160)"
}

# beside NAME COMMAND…: runs the commands, in order, while others run; joined NAME waits for them and prints what they said
beside() {
  local name=$1
  shift
  (
    scratch=$work/$name
    mkdir "$scratch"
    begun=
    trap 'status=$?; kill ${balancer:-} 2>/dev/null || true; end; [ "$status" -eq 0 ] || echo "FAILED: $begun"' EXIT
    for command in "$@"; do "$command"; done
  ) >"$work/$name.log" 2>&1 &
  beside[$name]=$!
}
joined() {
  local status=0
  wait "${beside[$1]}" || status=$?
  cat "$work/$1.log"
  return "$status"
}

# within SECONDS COMMAND…: tries until it succeeds; else prints what it said last
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >"$scratch/within.log"; do
    if [ "$SECONDS" -ge "$end" ]; then cat "$scratch/within.log"; return 1; fi
    sleep 0.1
  done
}

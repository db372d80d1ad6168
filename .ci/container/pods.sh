# What is shown of the rendered pods, in order. A number after a pod is what is added to its ports.

dev=11000 redis=12000 one=13000 two=14000 three=15000 four=16000 five=17000

# what needs no image: Direct Line runs, and the cluster's objects are there
prepare_pods() {
  podman network create --subnet "$subnet" "$network" >/dev/null
  run_direct_line
  deploy
}

check_pods() { # the checks, all of them if none is named
  podman tag "$image" registry.example.com/xbot/xbot-routes:latest registry.example.com/xbot/xbot-routes:1.0.0
  if [ $# -gt 0 ]; then
    local check
    for check in "$@"; do "$check"; done
  else
    beside image check_start_of_image
    beside production check_production
    check_start
    joined image
    joined production
    measure
    # of other pods, and mostly waiting
    beside changes check_secrets check_broken_routes check_stops
    beside modules check_modules
    check_routes_of_dev
    check_refused_starts
    check_memory
    check_tested_routes
    joined modules
    joined changes
  fi
}

# docs/operations.md from the top, for both overlays
deploy() {
  begin "the operator's commands, and both overlays rendered"
  mkdir "$work/operator"
  cp -r k8s routes docs "$work/operator"
  ln -s "$PWD/target" "$work/operator/target"
  cp "$here/partners.yaml" "$work/operator"
  echo first-secret >"$work/operator/a4b.secret"
  echo shop-secret >"$work/operator/shop.secret"
  # the gateway's addresses are podman's
  sed -i "s#^\( *- \)[0-9a-f.:]*/[0-9]*\$#\1$subnet#" "$work/operator/k8s/overlays/production/application-production.yaml"
  for n in 1 2; do operator "$(commands "Before the first deployment" $n)"; done
  operator "$(commands "Before the first deployment" 1 | sed 's/\(-n\|namespace\) xbot\b/\1 xbot-dev/')"
  operator "kubectl apply -k k8s/overlays/production; kubectl apply -k k8s/overlays/dev"
}

variant() { # namespace, jq filter of the Deployment xbot-routes: a namespace "wrong" with the change
  rm -rf "$CLUSTER/wrong"
  cp -r "$CLUSTER/$1" "$CLUSTER/wrong"
  jq "$2" "$CLUSTER/$1/Deployment.xbot-routes.json" >"$CLUSTER/wrong/Deployment.xbot-routes.json"
}

starts() { # namespace, suffix, what is added to its ports
  run_pod "$1" xbot-routes "$2" "$3" && becomes_ready "xbot-routes$2" "$3"
}

refuses() { # what, suffix: a pod of the namespace "wrong" is not ready
  must_fail "$1" starts wrong "$2" $four
  delete_pod "xbot-routes$2"
}

check_start() {
  begin "dev: a pod as rendered"
  starts xbot-dev -dev $dev
  within 20 answers 200 $dev nguyenvana
  must_fail "a key that nobody has" answers 200 $dev nguyenvana a4b wrong
  is_confined xbot-routes-dev 10001
  must_fail "another user than the specification's" is_confined xbot-routes-dev 10002
  writes_nothing_else "$(container_of xbot-routes-dev)"
  must_fail "a container that writes" writes_nothing_else direct-line
  has_its_cache xbot-routes-dev
  heap_is_half_of $((1 << 30)) xbot-routes-dev
  must_fail "a heap that is not half of the limit" heap_is_half_of $((1 << 31)) xbot-routes-dev
}

check_refused_starts() {
  begin "dev: pods that must not start"
  variant xbot-dev '(.spec.template.spec.volumes[] | select(.name == "partners").secret.secretName) = "xbot-direct-line"'
  refuses "a Deployment that mounts a wrong Secret" -wrong
  variant xbot-dev '(.spec.template.spec.volumes[] | select(.name == "partners").secret.secretName) = "xbot-nothing"'
  refuses "a Deployment that mounts a Secret that is not there" -nothing
  variant xbot-dev '.spec.template.spec.containers[0].resources.limits.memory = "64Mi"'
  refuses "a memory limit that is too low" -small
}

edit_route() { # file, sed command
  sed -i "$2" "$work/operator/routes/$1"
  operator "$(commands "Change a route" 1)"
  sync_volumes xbot-dev xbot-routes -dev
}

check_routes_of_dev() {
  begin "dev: routes that are edited while it runs"
  edit_route webchat-init.camel.yaml 's#webchat/initForClient$#webchat/initForOthers#'
  route=/partner/xpbot/api/webchat/initForOthers within 60 answers 200 $dev nguyenvana
  answers 404 $dev nguyenvana
  edit_route webchat-init.camel.yaml 's#keyCheck#keyChek#'
  within 60 says_once xbot-routes-dev keyChek
  management $dev routeset | grep keyChek >/dev/null
  route=/partner/xpbot/api/webchat/initForOthers answers 200 $dev nguyenvana
  cp routes/webchat-init.camel.yaml "$work/operator/routes"
  edit_route webchat-init.camel.yaml ''
  within 60 answers 200 $dev nguyenvana
  say "an edit is live, a broken one is refused and said, the old routes serve"
}

# from the start of the container to its readiness, and its memory 3 s later
measure() {
  begin "start and memory of the dev pod"
  local container began n
  container=$(container_of xbot-routes-dev)
  for n in 1 2 3 4 5; do
    # SIGTERM would take the whole of xbot.http.shutdown-grace
    podman kill --signal KILL "$container" >/dev/null
    within 10 is_gone xbot-routes-dev
    began=$(date +%s%N)
    podman start "$container" >/dev/null
    becomes_ready xbot-routes-dev $dev
    echo $((($(date +%s%N) - began) / 1000000)) >>"$work/starts"
    sleep 3
    awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$(podman inspect --format '{{.State.Pid}}' "$container")/status" >>"$work/rss"
  done
  say "median of 5: ready $(median "$work/starts") ms after the start, $(median "$work/rss") MiB resident when idle"
}

check_production() {
  begin "production: two pods and their Redis as rendered"
  run_pod xbot xbot-redis "" $redis
  starts xbot -1 $one &
  local first=$!
  starts xbot -2 $two
  wait "$first"
  within 60 both answers 200 nguyenvana
  within 60 same_token $one $two
}

both() { "$1" "$2" $one "${@:3}" && "$1" "$2" $two "${@:3}"; } # check, status, arguments

sync_production() {
  local pod
  for pod in -1 -2; do sync_volumes xbot xbot-routes $pod; done
}

check_secrets() {
  begin "production: partners, keys and secrets that change while it runs"
  local key line
  both answers 401 new shop
  cat "$here/partner-shop.yaml" >>"$work/operator/partners.yaml"
  operator "$(commands "Add a partner" 1)"
  sync_production
  within 60 both answers 200 new shop

  operator "$(commands "Rotate a key" 1)" >"$work/new-key"
  key=$(grep '^xk_' "$work/new-key")
  line=$(grep -o '{id.*}' "$work/new-key")
  sed -i "0,/- {id: gw-ci/s//- $line\n      - {id: gw-ci/" "$work/operator/partners.yaml"
  operator "$(commands "Rotate a key" 2)"
  sync_production
  within 60 both answers 200 new a4b "$key"
  both answers 200 new a4b test-gateway-key-a4b
  sed -i '0,/- {id: gw-ci.*/s///' "$work/operator/partners.yaml"
  operator "$(commands "Rotate a key" 2)"
  sync_production
  within 60 both answers 401 new a4b test-gateway-key-a4b
  both answers 200 new a4b "$key"

  [ "$(site $one before a4b "$key")" = first ]
  echo second-secret >"$work/operator/a4b.secret"
  operator "$(commands "Rotate a Direct Line secret" 1)"
  sync_production
  # each time another user, as one that has a token is not asked for again
  within 60 asks_with second "$key"
  say "a partner was added, a key and a Direct Line secret rotated, by the commands of docs/operations.md"

  # the keys of the load
  cp "$here/partners.yaml" "$work/operator"
  operator "$(commands "Rotate a key" 2)"
  sync_production
  within 60 both answers 200 new
}

asks_with() { [ "$(site $one "after$RANDOM" a4b "$2")" = "$1" ] && [ "$(site $two "after$RANDOM" a4b "$2")" = "$1" ]; }

check_broken_routes() {
  begin "production: a new version whose routes are broken"
  local files
  sed -i 's#keyCheck#keyChek#' "$work/operator/routes/webchat-init.camel.yaml"
  operator "kubectl apply -k k8s/overlays/production"
  must_fail "a new pod with broken routes" starts xbot -3 $three
  [ "$(exit_code xbot-routes-3)" = 1 ]
  says_once xbot-routes-3 'webchat-init.*keyChek'
  must_fail "a log without the reason" says_once xbot-routes-3 'another reason'
  both answers 200 nguyenvana
  files=$(count_tmp xbot-routes-3)
  run_once_more xbot-routes-3
  leaves_nothing xbot-routes-3 "$files"
  touch "$(podman volume inspect --format '{{.Mountpoint}}' xbot-routes-3-tmp)/left"
  must_fail "a file that a crash leaves behind" leaves_nothing xbot-routes-3 "$files"
  delete_pod xbot-routes-3
  say "it never becomes ready and says why in one line; the old pods serve; a crash loop leaves nothing in /tmp"
}

check_tested_routes() {
  begin "production with tested-routes: a version whose cases hold, and one whose cases do not"
  local folder=$work/tested
  cp -r "$work/operator" "$folder"
  cp routes/* "$folder/routes"
  sed -i 's#- ../../components/redis#&\n  - ../../components/tested-routes#; s/^namespace: xbot$/namespace: tested/' \
    "$folder/k8s/overlays/production/kustomization.yaml"
  operator "kubectl apply -k k8s/overlays/production"
  cp "$CLUSTER"/xbot/Secret.* "$CLUSTER/tested"
  local began=$SECONDS tested
  # returns when the init container has ended
  run_pod tested xbot-routes -tested $five
  tested=$((SECONDS - began))
  becomes_ready xbot-routes-tested $five
  say "checked and tested after $tested s, ready after $((SECONDS - began)) s"
  within 20 answers 200 $five nguyenvana
  delete_pod xbot-routes-tested
  sed -i 's#status: 429#status: 428#' "$folder/routes/webchat-init.test.yaml"
  operator "kubectl apply -k k8s/overlays/production"
  must_fail "a new version whose cases fail" starts tested -tested $five
  delete_pod xbot-routes-tested
}

kill_pods() {
  podman kill --signal KILL "$(container_of xbot-routes-1)" "$(container_of xbot-routes-2)" >/dev/null
  within 10 is_gone xbot-routes-1 && within 10 is_gone xbot-routes-2
}

start_again() {
  podman start "$(container_of xbot-routes-1)" "$(container_of xbot-routes-2)" >/dev/null
  becomes_ready xbot-routes-1 $one && becomes_ready xbot-routes-2 $two
}

check_stops() {
  begin "production: pods that end under load"
  local files
  balance 18088 $one $two
  within 60 answers 200 $((18088 - 8080)) nguyenvana
  loses_nothing 14 stop_pod xbot-routes-1 xbot
  [ "$(exit_code xbot-routes-1)" = 0 ] || fail "exit code $(exit_code xbot-routes-1)"
  start_again
  must_fail "pods that are killed" loses_nothing 4 kill_pods
  files=$(count_tmp xbot-routes-2)
  start_again
  leaves_nothing xbot-routes-2 "$files"
  both answers 200 nguyenvana
  must_fail "two pods without a cache between them" same_token $one $dev
  kill "$balancer"
  say "SIGTERM: nothing lost, exit code 0; after kill -9 the next start is ready"
}

check_memory() {
  begin "memory of a pod with 100,000 users"
  local users=0 rounds=0 result
  run_direct_line_of_load
  while [ "$users" -lt 100000 ]; do
    [ $((rounds += 1)) -le 30 ] || fail "only $users users after $((rounds * 10)) s"
    result=$(callers $((8080 + dev)) 10 64 load "$rounds"000000 1000000 0)
    [[ $result == *" 0 refused, 0 lost" ]] || fail "$result"
    users=$(generated $dev)
  done
  kill "$direct_line_of_load"
  must_fail "a user without a token" answers 200 $dev new load
  answers 200 $dev user000001000200 load
  say "$users users had an answer"
  stays_below xbot-routes-dev 1024
  must_fail "a pod that needs more than its limit" stays_below xbot-routes-dev 128
}

# What is measured: how each is built and started.

jdk17=$(jdk 17)
jdk25=$(jdk 25)
jdk_image=${jdk25:-$jdk17}
java=$jdk_image/bin/java
jcmd=$jdk_image/bin/jcmd
# what a pod of 1 GiB has; the peers get the same
memory=(-XX:MaxRAM=1g -XX:MaxRAMPercentage=50)
classes=$root/target/bench/classes
app=$root/target/bench/app
fixtures=$root/target/bench/fixtures

tool() { "$java" -cp "$classes" "$@"; }

prepare() {
  if [ -z "$jdk_image" ]; then fail "there is no JDK 17 or 25 in /usr/lib/jvm"; fi
  installed wrk wrk
  ulimit -n "$(ulimit -Hn)"
  rm -rf "$classes"
  mkdir -p "$classes" "$fixtures"
  "$jdk_image/bin/javac" -d "$classes" bench/tool/*.java
  if [ ! -f target/xbot-routes.jar ]; then ./mvnw -q -B -ntp package -DskipTests; fi
  prepare_app
}

# the directory of the image, as the Dockerfile makes it
prepare_app() {
  if [ "$app/xbot-routes.jar" -nt target/xbot-routes.jar ] && [ "$app/java.args" -nt image/java.args ]; then return; fi
  say "extract target/xbot-routes.jar"
  rm -rf "$app"
  local layers=$root/target/bench/layers layer
  rm -rf "$layers"
  "$java" -Djarmode=tools -jar target/xbot-routes.jar extract --layers --destination "$layers" >/dev/null
  mkdir -p "$app/jars"
  for layer in dependencies snapshot-dependencies application; do
    if [ -d "$layers/$layer" ]; then cp -r "$layers/$layer/." "$app"; fi
  done
  rm -rf "$layers"
  cp image/java.args "$app"
  touch "$app/xbot-routes.jar"
}

# the routes are always those of the tree
refresh_routes() {
  rm -rf "$app/routes"
  mkdir "$app/routes"
  cp routes/*.camel.yaml routes/*.schema.json "$app/routes"
}

# the AOT cache, by the image's own training run
train() {
  refresh_routes
  if [ -z "$jdk25" ] || [ -f "$app/xbot-routes.aot" ]; then return; fi
  say "train the AOT cache"
  "$java" image/Train.java "$java" "$app" "$app/xbot-routes.aot" image/partners.yaml >"$(log_of train)" 2>&1 ||
    { tail -n 20 "$(log_of train)" >&2; fail "the training run failed"; }
}

start_upstream() {
  free_port; port[upstream]=$free
  launch upstream "$java" -Xmx512m -cp "$classes" Upstream "$free"
  await upstream connects "$free"
}

latency() { http POST "${port[upstream]}" "/latency?$1" >/dev/null; }

upstream_calls() { http GET "${port[upstream]}" /calls; }

partners_file() { # partners, ranges; sets partners
  partners=$fixtures/partners-$1-$2.json
  tool Partners "$partners" "http://127.0.0.1:${port[upstream]}" "$1" "$2"
}

start_ours() { # name, JDK, partners file, options of the JVM (-X…) and the application (--…)…
  local name=$1 home=$2 file=$3 word options=("${memory[@]}") arguments=() environment
  mapfile -t environment < <(sed -n 's/^ENV //p' Dockerfile)
  for word in "${@:4}"; do
    case $word in --*) arguments+=("$word") ;; *) options+=("$word") ;; esac
  done
  # a smoke run does not fail because the machine is slow
  if [ -n "$quick" ]; then arguments+=(--xbot.upstream.deadline=60s --xbot.upstream.connect-timeout=20s); fi
  free_port; port[$name]=$free
  free_port; admin[$name]=$free
  args_for "$home" >"$app/$name.args"
  launch "$name" "${within[@]}" env -C "$app" "${environment[@]}" "$home/bin/java" "@$name.args" "${options[@]}" xbot.XbotRoutes \
    --xbot.partners-file="$file" --xbot.http.host=127.0.0.1 --xbot.http.port="${port[$name]}" \
    --server.address=127.0.0.1 --server.port="${admin[$name]}" --xbot.http.shutdown-grace=0s \
    --logging.structured.format.console=xbot.EcsLogFormat "${arguments[@]}"
}

ready() { http GET "${admin[$1]}" /actuator/health/readiness; }

await_ours() { await "$1" ready "$1"; }

# image/java.args, as far as this JDK and this directory can follow
args_for() { # JDK
  local without='^#'
  if [ "$1" != "$jdk25" ]; then without+='|^-XX:AOT|^--sun-misc-unsafe'; fi
  if [ ! -f "$app/xbot-routes.aot" ] || [ "${aot:-}" = off ]; then without+='|^-XX:AOT'; fi
  grep -vE -e "$without" "$app/java.args"
}

start_spring_mvc() { # partners file
  local jar=bench/peers/spring-mvc/target/spring-mvc.jar
  if [ ! -f "$jar" ] || stale "$jar" bench/peers/spring-mvc/src bench/peers/spring-mvc/pom.xml; then
    ./mvnw -q -B -ntp -f bench/peers/spring-mvc/pom.xml package
  fi
  free_port; port[spring-mvc]=$free
  launch spring-mvc "${within[@]}" "$java" "${memory[@]}" -XX:+UseG1GC -jar "$jar" \
    --server.address=127.0.0.1 --server.port="$free" --partners-file="$1"
  await spring-mvc connects "$free"
}

start_vertx() { # partners file
  local dir=bench/peers/vertx/target
  if [ ! -f $dir/vertx.jar ] || stale $dir/vertx.jar bench/peers/vertx/src bench/peers/vertx/pom.xml; then
    ./mvnw -q -B -ntp -f bench/peers/vertx/pom.xml package
  fi
  free_port; port[vertx]=$free
  launch vertx "$java" "${memory[@]}" -XX:+UseG1GC -cp "$dir/vertx.jar:$dir/lib/*" peer.Server "$free" "$1"
  await vertx connects "$free"
}

start_express() { # partners file
  installed node nodejs
  local dir=bench/peers/express
  if [ ! -d $dir/node_modules ] || stale $dir/node_modules $dir/package-lock.json; then
    installed npm npm
    (cd $dir && npm ci --silent && touch node_modules)
  fi
  free_port; port[express]=$free
  launch express env NODE_ENV=production node $dir/server.mjs "$free" "$1"
  await express connects "$free"
}

start_nginx() { # the port of a target, one of whose answers it gives to everybody
  installed nginx nginx
  local body nginx conf=$fixtures/nginx.conf
  body=$(tool Fetch "$1")
  nginx=$(command -v nginx || echo /usr/sbin/nginx)
  free_port; port[nginx]=$free
  cat >"$conf" <<CONF
daemon off;
worker_processes auto;
pid $fixtures/nginx.pid;
error_log stderr warn;
events { worker_connections 8192; }
http {
  access_log off;
  server_tokens off;
  keepalive_requests 1000000000;
  client_body_temp_path $fixtures/nginx-body;
  proxy_temp_path $fixtures/nginx-proxy;
  fastcgi_temp_path $fixtures/nginx-fastcgi;
  uwsgi_temp_path $fixtures/nginx-uwsgi;
  scgi_temp_path $fixtures/nginx-scgi;
  default_type application/json;
  server {
    listen 127.0.0.1:$free backlog=4096;
    location / {
      add_header Cache-Control no-store;
      add_header X-Content-Type-Options nosniff;
      add_header X-Request-Id \$request_id;
      return 200 '$body';
    }
  }
}
CONF
  launch nginx "$nginx" -c "$conf" -e stderr
  await nginx connects "$free"
}

stale() { # file, sources…: is a source newer?
  [ -n "$(find "${@:2}" -newer "$1" -print -quit)" ]
}

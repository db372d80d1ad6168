# The image of the pod. Build the jar first, so that what was tested is what runs:
#   ./mvnw verify && docker build -t xbot-routes .
# A release names both bases by digest, as .github/workflows/release.yaml does:
#   --build-arg JDK=docker.io/library/eclipse-temurin:25-jdk-noble@sha256:… --build-arg BASE=…@sha256:…
ARG JDK=docker.io/library/eclipse-temurin:25-jdk-noble
# glibc, certificates and time zones: no shell, no package manager
ARG BASE=gcr.io/distroless/base-nossl-debian13:nonroot

FROM ${JDK} AS java
COPY image/modules /build/
RUN jlink --add-modules "$(sed '/^#/d' /build/modules | paste -s -d ,)" --compress zip-6 \
  --no-header-files --no-man-pages --output /opt/java/xbot

FROM ${JDK} AS layers
WORKDIR /build
COPY target/xbot-routes.jar ./
RUN java -Djarmode=tools -jar xbot-routes.jar extract --layers --destination layers
COPY image/java.args layers/application/
# defaults: a cluster mounts its own ConfigMap here
COPY routes/ layers/application/routes/
# whoever built it and however: any user can read it; and one time for all, as the AOT cache is refused for a jar of
# another time, which a build that takes some layers from its own cache would bring
RUN chmod -R a+rX,go-w layers && find layers -exec touch -h -d 2020-01-01T00:00:00Z {} +

FROM ${JDK} AS training
COPY --from=java /opt/java/xbot /opt/java/xbot
# jars of your own; the place of -Dloader.path
WORKDIR /app/jars
WORKDIR /app
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./
COPY image/Train.java image/partners.yaml /train/
RUN java /train/Train.java /opt/java/xbot/bin/java /app /app/xbot-routes.aot /train/partners.yaml

FROM ${BASE}
# what changes least comes first
COPY --from=java /opt/java/xbot /opt/java/xbot
WORKDIR /app/jars
WORKDIR /app
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./
COPY --from=training /app/xbot-routes.aot ./
# two malloc arenas instead of eight for each core: 1 to 3 MB less when idle
ENV PATH=/opt/java/xbot/bin:$PATH MALLOC_ARENA_MAX=2
# any other user will do, OpenShift's with group 0 too: nothing is written but /tmp
USER 10001:0
EXPOSE 8080 8081
ENTRYPOINT ["java", "@java.args", "xbot.XbotRoutes"]

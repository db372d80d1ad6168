# The image of the pod. Build the jar first, so that what was tested is what runs:
#   ./mvnw verify && docker build -t xbot-routes .
# A release pins the base: --build-arg JRE_DIGEST=@sha256:…, as printed by
#   docker buildx imagetools inspect eclipse-temurin:25-jre-noble
# .ci/image takes the same steps without Docker.
ARG JRE_DIGEST=

FROM eclipse-temurin:25-jre-noble${JRE_DIGEST} AS layers
WORKDIR /build
COPY target/xbot-routes.jar .
RUN java -Djarmode=tools -jar xbot-routes.jar extract --layers --destination .

FROM eclipse-temurin:25-jre-noble${JRE_DIGEST} AS app
WORKDIR /app
# what changes least comes first
COPY --from=layers /build/dependencies/ ./
COPY --from=layers /build/snapshot-dependencies/ ./
COPY --from=layers /build/application/ ./
# defaults: a cluster mounts its own ConfigMap here
COPY routes/ routes/
COPY image/java.args ./
# jars of your own; the place of -Dloader.path
RUN mkdir jars

FROM app AS training
COPY image/train image/partners.yaml /train/
RUN bash /train/train java /app /app/xbot-routes.aot

FROM app
COPY --from=training /app/xbot-routes.aot ./
USER 10001:10001
EXPOSE 8080 8081
# two malloc arenas instead of eight for each core: 1 to 3 MB less when idle
ENV MALLOC_ARENA_MAX=2
ENTRYPOINT ["java", "@java.args", "xbot.XbotRoutes"]

# Emdia as a container: ./mvnw -DskipTests package, then docker build -t emdia .
# Runs as nobody in particular and needs to write in two places: /data (what must stay) and /tmp.
# PostgreSQL and Kafka are others' here, as in docker-compose.yml.
FROM eclipse-temurin:25-jre AS unpacked
WORKDIR /unpacked
COPY target/emdia.jar emdia.jar
RUN java -Djarmode=tools -jar emdia.jar extract --layers --destination emdia

FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 10001 emdia \
    && useradd --system --uid 10001 --gid emdia --home-dir /data --shell /usr/sbin/nologin emdia \
    && install --directory --owner emdia --group emdia --mode 0700 /data
WORKDIR /emdia
# What changes seldom first, so that a new version is a small layer.
COPY --from=unpacked /unpacked/emdia/dependencies/ ./
COPY --from=unpacked /unpacked/emdia/spring-boot-loader/ ./
COPY --from=unpacked /unpacked/emdia/snapshot-dependencies/ ./
COPY --from=unpacked /unpacked/emdia/application/ ./
USER 10001:10001
ENV EMDIA_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=30 \
    CMD ["curl", "-fsS", "http://localhost:8080/actuator/health/readiness"]
# Netty unpacks a library and maps it: not where files may not be executed.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "--enable-native-access=ALL-UNNAMED", "-Dio.netty.native.workdir=/data", "-jar", "emdia.jar"]

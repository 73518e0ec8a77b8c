# docker build -t weeklog . && docker run --rm -v "$PWD:/site" -u "$(id -u):$(id -g)" weeklog build
# docker run --rm -p 4000:4000 -v "$PWD:/site" weeklog serve --host 0.0.0.0
FROM rust:1-alpine AS program
RUN apk add --no-cache musl-dev
WORKDIR /src
COPY . .
RUN cargo install --locked --path . --root /out

FROM scratch
COPY --from=program /out/bin/weeklog /weeklog
WORKDIR /site
USER 65534
ENTRYPOINT ["/weeklog"]

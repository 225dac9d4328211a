# The release program in an otherwise empty image: docker build -t schalter .
FROM node:20-bookworm-slim AS spa
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

FROM golang:1.26 AS program
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . ./
COPY --from=spa /src/frontend/dist frontend/dist
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o /out/schalter . && mkdir -p /out/data

# Zone data and the SPA are in the program. Of a system it needs the roots of TLS and a folder to write to.
FROM scratch
COPY --from=program /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=program /out/schalter /schalter
COPY --from=program --chown=65532:65532 /out/data /data
USER 65532:65532
WORKDIR /data
ENV SCHALTER_ADDR=0.0.0.0:8080 SCHALTER_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/schalter"]
CMD ["serve"]
